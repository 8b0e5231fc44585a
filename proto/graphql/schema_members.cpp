#include "proto/graphql/schema_builder.hpp"
#include "proto/graphql/schema_directives.hpp"

namespace mitos::proto::graphql {

namespace {

std::optional<std::string> text_of(const ast::description& d) {
  return d ? std::optional<std::string>(d->text) : std::nullopt;
}

} // namespace

void schema_builder::define(named_type& t) {
  for (const ast::type_definition* d : t.nodes)
    define(t, *d);
}

void schema_builder::define(named_type& t, const ast::type_definition& d) {
  for (const ast::name& n : d.interfaces)
    if (const named_type* i = resolve(n))
      t.interfaces.push_back(i);
  for (const ast::field_definition& f : d.fields)
    t.fields.push_back(define(f));
  for (const ast::name& n : d.union_members)
    if (const named_type* member = resolve(n))
      t.possible_types.push_back(member);
  for (const ast::enum_value_definition& v : d.enum_values)
    t.enum_values.push_back(
        {std::string(v.name.text), text_of(v.description), deprecation_reason(v.directives), &v});
  for (input_value& v : define(d.input_fields))
    t.input_fields.push_back(std::move(v));
  if (d.extension) // as in graphql-js, what follows is the definition's to say
    return;
  t.specified_by_url = specified_by_url(d.directives);
  t.is_one_of = find_directive(d.directives, "oneOf") != nullptr;
}

field schema_builder::define(const ast::field_definition& d) {
  field f;
  f.name = d.name.text;
  f.description = text_of(d.description);
  f.arguments = define(d.arguments);
  f.type = resolve(d.type);
  f.deprecation_reason = deprecation_reason(d.directives);
  f.node = &d;
  return f;
}

std::vector<input_value> schema_builder::define(const node_list<ast::input_value_definition>& list) {
  std::vector<input_value> values;
  for (const ast::input_value_definition& d : list) {
    input_value v;
    v.name = d.name.text;
    v.description = text_of(d.description);
    v.type = resolve(d.type);
    v.deprecation_reason = deprecation_reason(d.directives);
    v.node = &d;
    values.push_back(std::move(v));
  }
  return values;
}

const type* schema_builder::resolve(const ast::type& t) {
  if (t.wrapper == ast::type_wrapper::none)
    return resolve(t.name);
  const type* inner = resolve(*t.of_type);
  const auto kind = t.wrapper == ast::type_wrapper::list ? type_kind::list : type_kind::non_null;
  return inner ? &s_.wrappers_.emplace_back(kind, inner) : nullptr;
}

const named_type* schema_builder::resolve(const ast::name& n) {
  const auto known = declared_.find(n.text);
  if (known != declared_.end())
    return known->second;
  fail("Unknown type \"" + std::string(n.text) + "\".", n.at);
  return nullptr;
}

} // namespace mitos::proto::graphql
