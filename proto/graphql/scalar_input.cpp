#include "proto/graphql/numbers.hpp"
#include "proto/graphql/printer.hpp"
#include "proto/graphql/scalars.hpp"

#include <cmath>

namespace mitos::proto::graphql::scalars {

namespace {

json::value number(double n) { return json::number{number_text(n)}; }

} // namespace

std::optional<double> as_number(const json::value& v) {
  const auto* n = v.as<json::number>();
  return n ? std::optional(to_double(n->text)) : std::nullopt;
}

input parse_int(const json::value& v) {
  const auto n = as_number(v);
  if (!n || !is_integer(*n))
    return misfit{"Int cannot represent non-integer value: " + inspect(v)};
  if (!is_int32(*n))
    return misfit{"Int cannot represent non 32-bit signed integer value: " + number_text(*n)};
  return number(*n);
}

input parse_float(const json::value& v) {
  const auto n = as_number(v);
  if (!n || !std::isfinite(*n))
    return misfit{"Float cannot represent non numeric value: " + inspect(v)};
  return number(*n);
}

input parse_string(const json::value& v) {
  if (!v.as<std::string>())
    return misfit{"String cannot represent a non string value: " + inspect(v)};
  return v;
}

input parse_boolean(const json::value& v) {
  if (!v.as<bool>())
    return misfit{"Boolean cannot represent a non boolean value: " + inspect(v)};
  return v;
}

input parse_id(const json::value& v) {
  if (v.as<std::string>())
    return v;
  const auto n = as_number(v);
  if (!n || !is_integer(*n))
    return misfit{"ID cannot represent value: " + inspect(v)};
  return json::value(number_text(*n));
}

input literal_int(const ast::value& v) {
  const auto* literal = v.as<ast::int_value>();
  if (!literal)
    return misfit{"Int cannot represent non-integer value: " + print(v)};
  const double n = to_double(literal->text);
  if (!is_int32(n))
    return misfit{"Int cannot represent non 32-bit signed integer value: " + std::string(literal->text)};
  return number(n);
}

input literal_float(const ast::value& v) {
  const auto* integer = v.as<ast::int_value>();
  const auto* fraction = v.as<ast::float_value>();
  if (integer || fraction) {
    const std::string_view text = integer ? integer->text : fraction->text;
    const double n = to_double(text);
    return std::isfinite(n) ? number(n) : json::value(json::number{std::string(text)});
  }
  return misfit{"Float cannot represent non numeric value: " + print(v)};
}

input literal_string(const ast::value& v) {
  if (const auto* literal = v.as<ast::string_value>())
    return json::value(literal->text);
  return misfit{"String cannot represent a non string value: " + print(v)};
}

input literal_boolean(const ast::value& v) {
  if (const auto* literal = v.as<ast::boolean_value>())
    return json::value(literal->is_true);
  return misfit{"Boolean cannot represent a non boolean value: " + print(v)};
}

input literal_id(const ast::value& v) {
  if (const auto* literal = v.as<ast::string_value>())
    return json::value(literal->text);
  if (const auto* literal = v.as<ast::int_value>())
    return json::value(literal->text);
  return misfit{"ID cannot represent a non-string and non-integer value: " + print(v)};
}

} // namespace mitos::proto::graphql::scalars
