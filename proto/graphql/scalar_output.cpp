#include "proto/graphql/characters.hpp"
#include "proto/graphql/numbers.hpp"
#include "proto/graphql/scalars.hpp"

#include <algorithm>
#include <cmath>

namespace mitos::proto::graphql::scalars {

namespace {

/// Results may come as booleans or strings of digits.
std::optional<double> result_number(const json::value& v) {
  if (const auto* b = v.as<bool>())
    return *b ? 1 : 0;
  if (const auto* s = v.as<std::string>())
    return s->empty() ? std::nullopt : number_from_string(*s);
  return as_number(v);
}

/// Up to nine digits: what an Int mostly is, and what is written as it stands.
bool is_short_integer(const json::value& v) {
  const auto* n = v.as<json::number>();
  return n && n->text.size() < 10 && std::all_of(n->text.begin(), n->text.end(), is_digit);
}

} // namespace

output serialize_int(std::string& out, const json::value& v) {
  if (is_short_integer(v)) {
    out += v.as<json::number>()->text;
    return std::nullopt;
  }
  const auto n = result_number(v);
  if (!n || !is_integer(*n))
    return misfit{"Int cannot represent non-integer value: " + inspect(v)};
  if (!is_int32(*n))
    return misfit{"Int cannot represent non 32-bit signed integer value: " + inspect(v)};
  out += number_text(*n);
  return std::nullopt;
}

output serialize_float(std::string& out, const json::value& v) {
  const auto n = result_number(v);
  if (!n || !std::isfinite(*n))
    return misfit{"Float cannot represent non numeric value: " + inspect(v)};
  out += number_text(*n);
  return std::nullopt;
}

output serialize_string(std::string& out, const json::value& v) {
  if (const auto* s = v.as<std::string>())
    json::write_string(out, *s);
  else if (const auto* b = v.as<bool>())
    out += *b ? "\"true\"" : "\"false\"";
  else if (const auto n = as_number(v); n && std::isfinite(*n))
    out += "\"" + number_text(*n) + "\"";
  else
    return misfit{"String cannot represent value: " + inspect(v)};
  return std::nullopt;
}

output serialize_boolean(std::string& out, const json::value& v) {
  const auto n = as_number(v);
  const auto* b = v.as<bool>();
  if (!b && !(n && std::isfinite(*n)))
    return misfit{"Boolean cannot represent a non boolean value: " + inspect(v)};
  out += (b ? *b : *n != 0) ? "true" : "false";
  return std::nullopt;
}

output serialize_id(std::string& out, const json::value& v) {
  const auto n = as_number(v);
  if (const auto* s = v.as<std::string>())
    json::write_string(out, *s);
  else if (n && is_integer(*n))
    out += "\"" + number_text(*n) + "\"";
  else
    return misfit{"ID cannot represent value: " + inspect(v)};
  return std::nullopt;
}

} // namespace mitos::proto::graphql::scalars
