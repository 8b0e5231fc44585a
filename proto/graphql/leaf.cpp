#include "proto/graphql/leaf.hpp"

#include "proto/graphql/numbers.hpp"
#include "proto/graphql/printer.hpp"
#include "proto/graphql/suggestions.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace mitos::proto::graphql {

namespace {

using input = std::variant<json::value, misfit>;

constexpr double min_int = std::numeric_limits<std::int32_t>::min();
constexpr double max_int = std::numeric_limits<std::int32_t>::max();

bool is_int32(double n) { return n >= min_int && n <= max_int; }
json::value number(double n) { return json::number{number_text(n)}; }

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

input parse_any(const json::value& v) { return v; }

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

using output = std::optional<misfit>;

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
  return n && n->text.size() < 10 && n->text.find_first_not_of("0123456789") == std::string::npos;
}

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

output serialize_any(std::string& out, const json::value& v) {
  json::write(out, v);
  return std::nullopt;
}

/// A literal of a custom scalar as the value that it looks like.
json::value untyped(const ast::value& v, const json::object* variables);

struct untyped_value {
  const json::object* variables;

  json::value operator()(const ast::null_value&) const { return nullptr; }
  json::value operator()(const ast::int_value& v) const { return json::number{std::string(v.text)}; }
  json::value operator()(const ast::float_value& v) const { return json::number{std::string(v.text)}; }
  json::value operator()(const ast::string_value& v) const { return v.text; }
  json::value operator()(const ast::enum_value& v) const { return v.name; }
  json::value operator()(const ast::boolean_value& v) const { return v.is_true; }
  json::value operator()(const ast::variable& v) const {
    const json::value* found = variables ? variables->find(v.name) : nullptr;
    return found ? *found : json::value();
  }
  json::value operator()(const ast::list_value& list) const {
    json::array values;
    for (const ast::value& item : list.values)
      values.push_back(untyped(item, variables));
    return values;
  }
  json::value operator()(const ast::object_value& object) const {
    json::object members;
    for (const ast::object_field& f : object.fields)
      members.set(std::string(f.name.text), untyped(f.value, variables));
    return members;
  }
};

json::value untyped(const ast::value& v, const json::object* variables) {
  return std::visit(untyped_value{variables}, v.data);
}

struct built_in_scalar {
  std::string_view name;
  input (*parse)(const json::value&);
  input (*literal)(const ast::value&);
  output (*serialize)(std::string&, const json::value&);
};

constexpr std::array<built_in_scalar, 5> built_in_scalars{
    {{"Int", parse_int, literal_int, serialize_int},
     {"Float", parse_float, literal_float, serialize_float},
     {"String", parse_string, literal_string, serialize_string},
     {"Boolean", parse_boolean, literal_boolean, serialize_boolean},
     {"ID", parse_id, literal_id, serialize_id}}};

const built_in_scalar* find_built_in(const named_type& t) {
  for (const built_in_scalar& s : built_in_scalars)
    if (s.name == t.name)
      return &s;
  return nullptr;
}

std::string suggest(const named_type& e, std::string_view given) {
  return did_you_mean(suggestion_list(given, names_of(e.enum_values)), "the enum value");
}

std::string does_not_exist(const named_type& e, const std::string& given) {
  return "Value \"" + given + "\" does not exist in \"" + e.name + "\" enum." + suggest(e, given);
}

input parse_enum(const named_type& e, const json::value& v) {
  const auto* text = v.as<std::string>();
  if (!text)
    return misfit{"Enum \"" + e.name + "\" cannot represent non-string value: " + inspect(v) + "." +
                  suggest(e, inspect(v))};
  if (!e.find_enum_value(*text))
    return misfit{does_not_exist(e, *text)};
  return v;
}

input literal_enum(const named_type& e, const ast::value& v) {
  const auto* literal = v.as<ast::enum_value>();
  const std::string text = print(v);
  if (!literal)
    return misfit{"Enum \"" + e.name + "\" cannot represent non-enum value: " + text + "." +
                  suggest(e, text)};
  if (!e.find_enum_value(literal->name))
    return misfit{does_not_exist(e, text)};
  return json::value(literal->name);
}

output serialize_enum(std::string& out, const named_type& e, const json::value& v) {
  const auto* text = v.as<std::string>();
  if (!text || !e.find_enum_value(*text))
    return misfit{"Enum \"" + e.name + "\" cannot represent value: " + inspect(v)};
  json::write_string(out, *text);
  return std::nullopt;
}

} // namespace

input parse_value(const named_type& leaf, const json::value& v) {
  if (leaf.kind == type_kind::enum_)
    return parse_enum(leaf, v);
  const built_in_scalar* s = find_built_in(leaf);
  return s ? s->parse(v) : parse_any(v);
}

input parse_literal(const named_type& leaf, const ast::value& literal, const json::object* variables) {
  if (leaf.kind == type_kind::enum_)
    return literal_enum(leaf, literal);
  const built_in_scalar* s = find_built_in(leaf);
  return s ? s->literal(literal) : untyped(literal, variables);
}

output serialize(std::string& out, const named_type& leaf, const json::value& result) {
  if (leaf.kind == type_kind::enum_)
    return serialize_enum(out, leaf, result);
  const built_in_scalar* s = find_built_in(leaf);
  return s ? s->serialize(out, result) : serialize_any(out, result);
}

} // namespace mitos::proto::graphql
