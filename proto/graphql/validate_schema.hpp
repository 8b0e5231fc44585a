/// Type validation (specification, section 3): the errors of a schema, as graphql-js finds them.
#pragma once

#include "proto/graphql/schema.hpp"

namespace mitos::proto::graphql {

/// None where documents may be asked of the schema.
errors validate_schema(const schema& s);

} // namespace mitos::proto::graphql
