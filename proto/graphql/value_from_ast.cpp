#include "proto/graphql/coerce.hpp"

#include "proto/graphql/leaf.hpp"

namespace mitos::proto::graphql {

namespace {

using maybe = std::optional<json::value>;

bool is_missing_variable(const ast::value& v, const json::object* variables) {
  const auto* variable = v.as<ast::variable>();
  return variable && !(variables && variables->find(variable->name));
}

maybe variable_value(const ast::variable& v, const type& t, const json::object* variables) {
  const json::value* found = variables ? variables->find(v.name) : nullptr;
  if (!found || (found->is_null() && t.is_non_null()))
    return std::nullopt;
  return *found;
}

maybe list_value(const ast::value& literal, const type& item_type, additions& added,
                 const json::object* variables) {
  const auto* list = literal.as<ast::list_value>();
  if (!list) { // a single value is a list of one
    added.spend({.values = 1}, literal.at);
    maybe item = value_from_ast(literal, item_type, added, variables);
    return item ? maybe(json::array{std::move(*item)}) : std::nullopt;
  }
  json::array items;
  for (const ast::value& v : list->values) {
    const bool missing = is_missing_variable(v, variables);
    if (missing && item_type.is_non_null())
      return std::nullopt;
    maybe item = missing ? maybe(json::value()) : value_from_ast(v, item_type, added, variables);
    if (!item)
      return std::nullopt;
    items.push_back(std::move(*item));
  }
  return items;
}

maybe object_value(const ast::value& literal, const named_type& t, additions& added,
                   const json::object* variables) {
  const auto* object = literal.as<ast::object_value>();
  if (!object)
    return std::nullopt;
  json::object members;
  for (const input_value& field : t.input_fields) {
    const ast::value* given = object->find(field.name);
    if (!given || is_missing_variable(*given, variables)) {
      if (field.is_required())
        return std::nullopt;
      if (field.default_value) {
        added.spend(field.default_size, literal.at);
        members.set(field.name, *field.default_value);
      }
      continue;
    }
    maybe member = value_from_ast(*given, *field.type, added, variables);
    if (!member)
      return std::nullopt;
    members.set(field.name, std::move(*member));
  }
  if (t.is_one_of && (members.size() != 1 || members.begin()->second.is_null()))
    return std::nullopt;
  return members;
}

maybe leaf_value(const ast::value& literal, const named_type& t, const json::object* variables) {
  auto parsed = parse_literal(t, literal, variables);
  auto* fits = std::get_if<json::value>(&parsed);
  return fits ? maybe(std::move(*fits)) : std::nullopt;
}

} // namespace

void additions::spend(const value_size& more, location at) {
  const auto refuse_above = [at](std::size_t spent, std::size_t limit, const char* what) {
    if (spent > limit)
      throw error{.message = "Defaults and lists of one add more than " + std::to_string(limit) + what,
                  .locations = {at},
                  .path = {},
                  .extensions = {}};
  };
  spent_.values += more.values;
  spent_.bytes += more.bytes;
  refuse_above(spent_.values, values_, " values.");
  refuse_above(spent_.bytes, bytes_, " bytes.");
}

maybe value_from_ast(const ast::value& literal, const type& t, additions& added,
                     const json::object* variables) {
  if (const auto* variable = literal.as<ast::variable>())
    return variable_value(*variable, t, variables);
  if (literal.as<ast::null_value>())
    return t.is_non_null() ? std::nullopt : maybe(json::value());
  if (t.is_non_null())
    return value_from_ast(literal, *t.of_type, added, variables);
  if (t.is_list())
    return list_value(literal, *t.of_type, added, variables);
  return t.kind == type_kind::input_object ? object_value(literal, t.named(), added, variables)
                                           : leaf_value(literal, t.named(), variables);
}

} // namespace mitos::proto::graphql
