/// The built-in scalars (specification, section 3.5), a function for each way that values go.
#pragma once

#include "proto/graphql/leaf.hpp"

#include <cstdint>
#include <limits>

namespace mitos::proto::graphql {

/// How a scalar takes in a variable's value or a literal, and gives out a result.
struct scalar_functions {
  std::variant<json::value, misfit> (*parse)(const json::value& input);
  std::variant<json::value, misfit> (*literal)(const ast::value& literal);
  std::optional<misfit> (*serialize)(std::string& out, const json::value& result);
};

/// Nullptr for a scalar that is not built in: it takes and gives any value.
const scalar_functions* find_built_in_scalar(std::string_view name);

namespace scalars {

using input = std::variant<json::value, misfit>;
using output = std::optional<misfit>;

inline bool is_int32(double n) {
  return n >= std::numeric_limits<std::int32_t>::min() && n <= std::numeric_limits<std::int32_t>::max();
}

/// Nothing where the value is no number.
std::optional<double> as_number(const json::value& v);

input parse_int(const json::value& v);
input parse_float(const json::value& v);
input parse_string(const json::value& v);
input parse_boolean(const json::value& v);
input parse_id(const json::value& v);

input literal_int(const ast::value& v);
input literal_float(const ast::value& v);
input literal_string(const ast::value& v);
input literal_boolean(const ast::value& v);
input literal_id(const ast::value& v);

output serialize_int(std::string& out, const json::value& v);
output serialize_float(std::string& out, const json::value& v);
output serialize_string(std::string& out, const json::value& v);
output serialize_boolean(std::string& out, const json::value& v);
output serialize_id(std::string& out, const json::value& v);

} // namespace scalars

} // namespace mitos::proto::graphql
