#include "proto/graphql/schema.hpp"

#include <algorithm>

namespace mitos::proto::graphql {

namespace {

template <class T>
const T* find_named(const std::vector<T>& list, std::string_view name) {
  const auto found = std::find_if(list.begin(), list.end(), [name](const T& x) { return x.name == name; });
  return found == list.end() ? nullptr : &*found;
}

} // namespace

std::string to_text(const type& t) {
  if (t.is_list())
    return "[" + to_text(*t.of_type) + "]";
  if (t.is_non_null())
    return to_text(*t.of_type) + "!";
  return t.named().name;
}

bool operator==(const type& a, const type& b) {
  if (&a == &b)
    return true;
  return a.kind == b.kind && a.is_wrapper() && *a.of_type == *b.of_type;
}

const input_value* field::find_argument(std::string_view n) const { return find_named(arguments, n); }
const field* named_type::find_field(std::string_view n) const {
  if (fields_by_name.empty())
    return find_named(fields, n);
  const auto found = fields_by_name.find(n);
  return found == fields_by_name.end() ? nullptr : found->second;
}
const input_value* named_type::find_input_field(std::string_view n) const {
  return find_named(input_fields, n);
}
const enum_value* named_type::find_enum_value(std::string_view n) const { return find_named(enum_values, n); }

bool named_type::is_super_type_of(const named_type& t) const {
  const auto among = [&t](const std::vector<const named_type*>& list) {
    return std::find(list.begin(), list.end(), &t) != list.end();
  };
  return this == &t || among(possible_types) || among(implementations);
}

bool is_sub_type(const type& t, const type& super) {
  if (super.is_non_null())
    return t.is_non_null() && is_sub_type(*t.of_type, *super.of_type);
  if (t.is_non_null())
    return is_sub_type(*t.of_type, super);
  if (super.is_list() || t.is_list())
    return super.is_list() && t.is_list() && is_sub_type(*t.of_type, *super.of_type);
  return super.named().is_super_type_of(t.named());
}

bool directive::may_stand_at(std::string_view location) const {
  return std::find(locations.begin(), locations.end(), location) != locations.end();
}

const named_type* schema::find_type(std::string_view name) const {
  const auto found = types_by_name_.find(name);
  return found == types_by_name_.end() ? nullptr : found->second;
}

namespace {

const directive* find_named(const std::vector<const directive*>& list, std::string_view name) {
  const auto found =
      std::find_if(list.begin(), list.end(), [name](const directive* d) { return d->name == name; });
  return found == list.end() ? nullptr : *found;
}

} // namespace

const directive* schema::find_directive(std::string_view name) const { return find_named(directives_, name); }

const directive& schema::specified_directive(std::string_view name) const {
  return *find_named(specified_directives_, name);
}

const ast::name* schema::root_node(operation_type t) const {
  const auto found = std::find_if(root_nodes_.begin(), root_nodes_.end(),
                                  [t](const ast::operation_type_definition& d) { return d.operation == t; });
  return found == root_nodes_.end() ? nullptr : &found->type;
}

const field* schema::find_field(const named_type& parent, std::string_view name) const {
  if (!name.starts_with("__"))
    return parent.find_field(name);
  if (&parent == root_type(operation_type::query)) {
    if (name == schema_field_.name)
      return &schema_field_;
    if (name == type_field_.name)
      return &type_field_;
  }
  if (name == typename_field_.name && parent.is_composite())
    return &typename_field_;
  return parent.find_field(name);
}

const type* type_from_ast(const schema& s, const ast::type& t, std::deque<type>& storage) {
  if (t.wrapper == ast::type_wrapper::none)
    return s.find_type(t.name.text);
  const type* inner = type_from_ast(s, *t.of_type, storage);
  if (!inner)
    return nullptr;
  const bool list = t.wrapper == ast::type_wrapper::list;
  return &storage.emplace_back(list ? type_kind::list : type_kind::non_null, inner);
}

} // namespace mitos::proto::graphql
