/// Scalars and enums: how they take values in and give them out (specification, sections 3.5 and 3.9).
#pragma once

#include "proto/graphql/schema.hpp"

#include <optional>
#include <string>
#include <variant>

namespace mitos::proto::graphql {

/// Why a value does not fit, in graphql-js's words.
struct misfit {
  std::string message;
};

/// Input coercion of a variable's value.
std::variant<json::value, misfit> parse_value(const named_type& leaf, const json::value& input);

/// Input coercion of a literal; variables occur in literals of custom scalars only. Of a scalar of the host's
/// the misfit is the host's reason alone.
std::variant<json::value, misfit> parse_literal(const named_type& leaf, const ast::value& literal,
                                                const json::object* variables);

/// Result coercion: appends the value's JSON text.
std::optional<misfit> serialize(std::string& out, const named_type& leaf, const json::value& result);

} // namespace mitos::proto::graphql
