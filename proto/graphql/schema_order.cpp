#include "proto/graphql/schema_builder.hpp"
#include "proto/graphql/schema_directives.hpp"

namespace mitos::proto::graphql {

/// As graphql-js does: the host's types stay in their order, a built-in one follows who first refers to it.
/// On the way it sees the arguments of specified directives, again in the order in which graphql-js does.
void schema_builder::order_types() {
  for (const named_type* t : in_order_)
    check_leaf_directives(*t);
  for (const directive* d : s_.directives_)
    check_directives(d->arguments);
  collected_.insert(in_order_.begin(), in_order_.end());
  for (const named_type* t : in_order_) {
    collected_.erase(t);
    collect(t);
  }
  for (const directive* d : s_.directives_)
    collect(d->arguments);
  collect(declared_.at("__Schema"));
  for (const named_type* t : s_.types_)
    s_.types_by_name_.emplace(t->name, t);
}

void schema_builder::collect(const type* t) {
  const named_type& named = t->named();
  if (!collected_.insert(&named).second)
    return;
  s_.types_.push_back(&named);
  if (named.kind == type_kind::union_)
    for (const named_type* member : named.possible_types)
      collect(member);
  for (const named_type* i : named.interfaces)
    collect(i);
  check_field_directives(named);
  for (const field& f : named.fields) {
    collect(f.type);
    collect(f.arguments);
  }
  collect(named.input_fields);
}

void schema_builder::collect(const std::vector<input_value>& values) {
  for (const input_value& v : values)
    collect(v.type);
}

void schema_builder::check_leaf_directives(const named_type& t) {
  if (t.kind == type_kind::scalar)
    report_first(fault_of_specified_by(t.nodes.front()->directives));
  for (const enum_value& v : t.enum_values)
    check_directives(v.node->directives);
}

void schema_builder::check_field_directives(const named_type& t) {
  for (const field& f : t.fields) {
    check_directives(f.arguments);
    check_directives(f.node->directives);
  }
  check_directives(t.input_fields);
}

void schema_builder::check_directives(const std::vector<input_value>& values) {
  for (const input_value& v : values)
    check_directives(v.node->directives);
}

void schema_builder::check_directives(const ast::directives& list) {
  report_first(fault_of_deprecated(list));
}

/// Only the first fault counts, since graphql-js stops there.
void schema_builder::report_first(std::optional<error> fault) {
  if (fault && errors_.empty())
    errors_.push_back(std::move(*fault));
}

/// Tells interfaces who implements them.
void schema_builder::relate_types() {
  for (const named_type* t : s_.types_)
    for (const named_type* i : t->interfaces) {
      if (i->kind != type_kind::interface) // validation will say so
        continue;
      named_type& interface = *declared_.at(i->name);
      (t->kind == type_kind::object ? interface.possible_types : interface.implementations).push_back(t);
    }
}

/// A few names are found sooner without an index.
void schema_builder::index_fields() {
  constexpr std::size_t few = 8;
  for (named_type& t : s_.type_storage_)
    if (t.fields.size() > few)
      for (const field& f : t.fields)
        t.fields_by_name.emplace(f.name, &f);
}

} // namespace mitos::proto::graphql
