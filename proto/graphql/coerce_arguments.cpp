#include "proto/graphql/coerce.hpp"
#include "proto/graphql/printer.hpp"

#include <algorithm>

namespace mitos::proto::graphql {

namespace {

[[noreturn]] void fail(std::string message, location at) {
  throw error{.message = std::move(message), .locations = {at}, .path = {}, .extensions = {}};
}

std::string of_type(const input_value& a, const char* adjective) {
  return "Argument \"" + a.name + "\" of " + adjective + " type \"" + to_text(*a.type) + "\" ";
}

const ast::argument* find(const node_list<ast::argument>& given, std::string_view name) {
  const auto found = std::find_if(given.begin(), given.end(),
                                  [name](const ast::argument& a) { return a.name.text == name; });
  return found == given.end() ? nullptr : &*found;
}

/// The argument's value, nothing where it has none.
std::optional<json::value> argument_value(const input_value& a, const ast::argument* given, location at,
                                          const json::object& variables, additions& added) {
  const auto* variable = given ? given->value.as<ast::variable>() : nullptr;
  const json::value* variable_value = variable ? variables.find(variable->name) : nullptr;
  if (!given || (variable && !variable_value)) {
    if (a.is_required() && !given)
      fail(of_type(a, "required") + "was not provided.", at);
    if (a.is_required())
      fail(of_type(a, "required") + "was provided the variable \"$" + std::string(variable->name) +
               "\" which was not provided a runtime value.",
           given->value.at);
    if (a.default_value)
      added.spend(a.default_size, at);
    return a.default_value;
  }
  const bool null = variable ? variable_value->is_null() : given->value.as<ast::null_value>() != nullptr;
  if (null && a.type->is_non_null())
    fail(of_type(a, "non-null") + "must not be null.", given->value.at);
  auto value = value_from_ast(given->value, *a.type, added, &variables);
  if (!value)
    fail("Argument \"" + a.name + "\" has invalid value " + print(given->value) + ".", given->value.at);
  return value;
}

} // namespace

json::object coerce_argument_values(const std::vector<input_value>& definitions,
                                    const node_list<ast::argument>& given, location at,
                                    const json::object& variables, additions& added) {
  json::object coerced;
  for (const input_value& a : definitions)
    if (auto value = argument_value(a, find(given, a.name), at, variables, added))
      coerced.set(a.name, std::move(*value));
  return coerced;
}

} // namespace mitos::proto::graphql
