#include "proto/graphql/productions.hpp"

namespace mitos::proto::graphql {

// OperationDefinition : OperationType Name? VariablesDefinition? Directives? SelectionSet, SelectionSet
ast::operation_definition productions::operation_definition() {
  ast::operation_definition d;
  d.at = token_.at;
  if (!peek(token_kind::brace_l)) {
    d.description = description();
    d.operation = parse_operation_type();
    if (peek(token_kind::name))
      d.name = name();
    d.variable_definitions =
        optional_many(token_kind::paren_l, token_kind::paren_r, [this] { return variable_definition(); });
    d.directives = directives(false);
  }
  d.selection_set = selection_set();
  return d;
}

// OperationType : one of query mutation subscription
operation_type productions::parse_operation_type() {
  const token t = expect(token_kind::name);
  for (const auto type : {operation_type::query, operation_type::mutation, operation_type::subscription})
    if (t.text == to_text(type))
      return type;
  unexpected(t);
}

// VariableDefinition : Description? Variable : Type DefaultValue? Directives[Const]?
ast::variable_definition productions::variable_definition() {
  ast::variable_definition d;
  d.at = token_.at;
  d.description = description();
  d.variable = variable();
  expect(token_kind::colon);
  d.type = type_reference();
  if (expect_optional(token_kind::equals))
    d.default_value = value(true);
  d.directives = directives(true);
  return d;
}

// SelectionSet : { Selection+ }
ast::selection_set productions::selection_set() {
  const nested guard(*this);
  const location at = expect(token_kind::brace_l).at;
  growing_list<ast::selection> selections(memory_);
  do
    selection(selections);
  while (!expect_optional(token_kind::brace_r));
  return {at, selections.read()};
}

namespace {

/// Nodes are large, so they are made and filled where they stay.
template <class T>
T& add(growing_list<ast::selection>& list) {
  return *std::get_if<T>(&list.emplace(std::in_place_type<T>).data);
}

} // namespace

// Selection : Field, FragmentSpread, InlineFragment
void productions::selection(growing_list<ast::selection>& list) {
  if (peek(token_kind::spread))
    fragment(list);
  else
    field(add<ast::field>(list));
}

// Field : Alias? Name Arguments? Directives? SelectionSet?
void productions::field(ast::field& f) {
  f.at = token_.at;
  f.name = name();
  if (expect_optional(token_kind::colon)) {
    f.alias = f.name;
    f.name = name();
  }
  if (peek(token_kind::paren_l))
    f.arguments = arguments(false);
  if (peek(token_kind::at))
    f.directives = directives(false);
  if (peek(token_kind::brace_l))
    f.selection_set = selection_set();
}

// FragmentSpread : ... FragmentName Directives?; InlineFragment : ... TypeCondition? Directives? SelectionSet
void productions::fragment(growing_list<ast::selection>& list) {
  const location at = expect(token_kind::spread).at;
  const bool conditional = expect_optional_keyword("on");
  if (!conditional && peek(token_kind::name)) {
    auto& spread = add<ast::fragment_spread>(list);
    spread.at = at;
    spread.name = fragment_name();
    spread.directives = directives(false);
    return;
  }
  auto& f = add<ast::inline_fragment>(list);
  f.at = at;
  if (conditional)
    f.type_condition = name();
  f.directives = directives(false);
  f.selection_set = selection_set();
}

// FragmentDefinition : Description? fragment FragmentName TypeCondition Directives? SelectionSet
ast::fragment_definition productions::fragment_definition() {
  ast::fragment_definition d;
  d.at = token_.at;
  d.description = description();
  expect_keyword("fragment");
  d.name = fragment_name();
  expect_keyword("on");
  d.type_condition = name();
  d.directives = directives(false);
  d.selection_set = selection_set();
  return d;
}

// FragmentName : Name but not on
ast::name productions::fragment_name() {
  if (token_.text == "on")
    unexpected(token_);
  return name();
}

} // namespace mitos::proto::graphql
