/// Validation (specification, section 5): the errors of a document against a schema, as graphql-js finds
/// them.
#pragma once

#include "proto/graphql/ast.hpp"
#include "proto/graphql/schema.hpp"

namespace mitos::proto::graphql {

/// None where the document may be executed. After 100 it stops and says so.
errors validate(const schema& s, const ast::document& document);

/// The errors of type system definitions that no schema is built from yet, beside those that are built in.
errors validate_sdl(const ast::document& sdl, const ast::document& built_in);

} // namespace mitos::proto::graphql
