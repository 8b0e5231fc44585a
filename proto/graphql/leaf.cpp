#include "proto/graphql/leaf.hpp"

#include "proto/graphql/limits.hpp"
#include "proto/graphql/numbers.hpp"
#include "proto/graphql/printer.hpp"
#include "proto/graphql/scalars.hpp"
#include "proto/graphql/suggestions.hpp"

#include <array>

namespace mitos::proto::graphql {

using scalars::input;
using scalars::output;

namespace {

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

/// Why a literal of a custom scalar would be no JSON that we take.
std::optional<misfit> unfit(const named_type& t, const ast::value& v, std::size_t level = 1) {
  const auto* whole = v.as<ast::int_value>();
  const auto* real = v.as<ast::float_value>();
  if ((whole && whole->text.size() > literal_limits.number_bytes) ||
      (real && real->text.size() > literal_limits.number_bytes))
    return misfit{t.name + " cannot represent a number of more than " +
                  std::to_string(literal_limits.number_bytes) + " characters."};
  const auto* list = v.as<ast::list_value>();
  const auto* object = v.as<ast::object_value>();
  if ((list || object) && level > literal_limits.depth)
    return misfit{t.name + " cannot represent a value of more than " + std::to_string(literal_limits.depth) +
                  " levels."};
  std::optional<misfit> why;
  for (std::size_t i = 0; list && i < list->values.size() && !why; ++i)
    why = unfit(t, list->values[i], level + 1);
  for (std::size_t i = 0; object && i < object->fields.size() && !why; ++i)
    why = unfit(t, object->fields[i].value, level + 1);
  return why;
}

/// What a function of the host makes of the value.
input by_host(const std::function<outcome(const json::value&)>& function, const json::value& v) {
  try {
    auto made = function(v);
    if (auto* fault = std::get_if<error>(&made))
      return misfit{std::move(fault->message)};
    return std::get<json::value>(std::move(made));
  } catch (const std::exception& fault) {
    return misfit{fault.what()};
  } catch (...) {
    return misfit{"Unexpected error."};
  }
}

input parse_by_host(const named_type& t, const json::value& v) {
  auto parsed = by_host(t.host.parse, v);
  if (auto* why = std::get_if<misfit>(&parsed))
    why->message.insert(0, "Expected type \"" + t.name + "\". ");
  return parsed;
}

input literal_of_any(const named_type& t, const ast::value& v, const json::object* variables) {
  if (auto why = unfit(t, v))
    return std::move(*why);
  return t.host.parse ? by_host(t.host.parse, untyped(v, variables)) : untyped(v, variables);
}

output serialize_by_host(std::string& out, const named_type& t, const json::value& v) {
  auto made = by_host(t.host.serialize, v);
  if (auto* why = std::get_if<misfit>(&made))
    return std::move(*why);
  if (std::get<json::value>(made).is_null())
    return misfit{"Expected `" + t.name + ".serialize(" + inspect(v) +
                  ")` to return non-nullable value, returned: null"};
  json::write(out, std::get<json::value>(made));
  return std::nullopt;
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

const scalar_functions* find_built_in_scalar(std::string_view name) {
  using namespace scalars;
  struct entry {
    std::string_view name;
    scalar_functions functions;
  };
  static constexpr std::array<entry, 5> entries{
      {{"Int", {parse_int, literal_int, serialize_int}},
       {"Float", {parse_float, literal_float, serialize_float}},
       {"String", {parse_string, literal_string, serialize_string}},
       {"Boolean", {parse_boolean, literal_boolean, serialize_boolean}},
       {"ID", {parse_id, literal_id, serialize_id}}}};
  for (const entry& e : entries)
    if (e.name == name)
      return &e.functions;
  return nullptr;
}

input parse_value(const named_type& leaf, const json::value& v) {
  if (leaf.kind == type_kind::enum_)
    return parse_enum(leaf, v);
  if (leaf.scalar)
    return leaf.scalar->parse(v);
  return leaf.host.parse ? parse_by_host(leaf, v) : v;
}

input parse_literal(const named_type& leaf, const ast::value& literal, const json::object* variables) {
  if (leaf.kind == type_kind::enum_)
    return literal_enum(leaf, literal);
  return leaf.scalar ? leaf.scalar->literal(literal) : literal_of_any(leaf, literal, variables);
}

output serialize(std::string& out, const named_type& leaf, const json::value& result) {
  if (leaf.kind == type_kind::enum_)
    return serialize_enum(out, leaf, result);
  if (leaf.scalar)
    return leaf.scalar->serialize(out, result);
  if (leaf.host.serialize)
    return serialize_by_host(out, leaf, result);
  json::write(out, result);
  return std::nullopt;
}

} // namespace mitos::proto::graphql
