/// Coerced values back to literals, as graphql-js shows default values.
#pragma once

#include "proto/graphql/schema.hpp"

#include <string>

namespace mitos::proto::graphql {

/// The literal that says `v`, which is a value of `t`.
std::string literal_text(const json::value& v, const type& t);

} // namespace mitos::proto::graphql
