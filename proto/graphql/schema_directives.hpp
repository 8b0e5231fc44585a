/// What the specified directives of SDL say: deprecated, specifiedBy, oneOf; internal to build_schema.
#pragma once

#include "proto/graphql/ast.hpp"
#include "proto/graphql/error.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mitos::proto::graphql {

const ast::directive* find_directive(const ast::directives& list, std::string_view name);

/// The reason of @deprecated, nothing where it is absent or null.
std::optional<std::string> deprecation_reason(const ast::directives& list);
std::optional<std::string> specified_by_url(const ast::directives& list);

// What is wrong with the arguments of the two, as graphql-js throws it when it builds a schema: whatever the
// schema says of their names, they mean what the specification says.
std::optional<error> fault_of_deprecated(const ast::directives& list);
std::optional<error> fault_of_specified_by(const ast::directives& list);

} // namespace mitos::proto::graphql
