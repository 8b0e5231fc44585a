#include "proto/graphql/rules/values_of_correct_type.hpp"

#include "proto/graphql/leaf.hpp"
#include "proto/graphql/printer.hpp"
#include "proto/graphql/suggestions.hpp"

#include <algorithm>
#include <set>

namespace mitos::proto::graphql::rules {

namespace {

/// The last field of the name, as a JavaScript object keeps it.
const ast::object_field* find(const ast::object_value& object, std::string_view name) {
  const auto found = std::find_if(object.fields.rbegin(), object.fields.rend(),
                                  [name](const ast::object_field& f) { return f.name.text == name; });
  return found == object.fields.rend() ? nullptr : &*found;
}

const named_type* input_object(const type* t) {
  return t && t->named().kind == type_kind::input_object ? &t->named() : nullptr;
}

} // namespace

bool values_of_correct_type::enter(const ast::value& v, const ast::list_value&) {
  // The walk is at the item already: what the list should be is one level out.
  const type* t = context_.types.parent_input_type;
  if (t && t->nullable().is_list())
    return true;
  check(v);
  return false;
}

bool values_of_correct_type::enter(const ast::value& v, const ast::object_value& object) {
  const named_type* t = input_object(context_.types.input_type);
  if (!t) {
    check(v);
    return false;
  }
  for (const input_value& f : t->input_fields)
    if (f.is_required() && !find(object, f.name))
      report("Field \"" + t->name + "." + f.name + "\" of required type " + quoted(to_text(*f.type)) +
                 " was not provided.",
             v.at);
  if (t->is_one_of)
    check_one_of(v, object, *t);
  return true;
}

void values_of_correct_type::check_one_of(const ast::value& v, const ast::object_value& object,
                                          const named_type& t) {
  std::set<std::string_view> keys;
  for (const ast::object_field& f : object.fields)
    keys.insert(f.name.text);
  if (keys.size() != 1)
    return report("OneOf Input Object " + quoted(t.name) + " must specify exactly one key.", v.at);
  if (find(object, *keys.begin())->value.as<ast::null_value>())
    report("Field \"" + t.name + "." + std::string(*keys.begin()) + "\" must be non-null.", v.at);
}

void values_of_correct_type::enter(const ast::object_field& f) {
  const named_type* parent = input_object(context_.types.parent_input_type);
  if (!context_.types.input_type && parent)
    report("Field " + quoted(f.name.text) + " is not defined by type " + quoted(parent->name) + "." +
               did_you_mean(suggestion_list(f.name.text, names_of(parent->input_fields))),
           f.name.at);
}

void values_of_correct_type::enter(const ast::value& v, const ast::null_value&) {
  const type* t = context_.types.input_type;
  if (t && t->is_non_null())
    expected(*t, v);
}

void values_of_correct_type::check(const ast::value& v) {
  const type* t = context_.types.input_type;
  if (!t)
    return;
  if (!t->named().is_leaf())
    return expected(*t, v);
  const auto parsed = parse_literal(t->named(), v, nullptr);
  const auto* misfit = std::get_if<graphql::misfit>(&parsed);
  if (misfit && t->named().host.parse)
    expected(*t, v, "; " + misfit->message);
  else if (misfit)
    report(misfit->message, v.at);
}

void values_of_correct_type::expected(const type& t, const ast::value& v, const std::string& end) {
  report("Expected value of type " + quoted(to_text(t)) + ", found " + print(v) + end, v.at);
}

} // namespace mitos::proto::graphql::rules
