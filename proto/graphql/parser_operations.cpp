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
  return {at, many(token_kind::brace_r, [this] { return selection(); })};
}

// Selection : Field, FragmentSpread, InlineFragment
ast::selection productions::selection() {
  return peek(token_kind::spread) ? fragment() : ast::selection{field()};
}

// Field : Alias? Name Arguments? Directives? SelectionSet?
ast::field productions::field() {
  ast::field f;
  f.at = token_.at;
  f.name = name();
  if (expect_optional(token_kind::colon)) {
    f.alias = f.name;
    f.name = name();
  }
  f.arguments = arguments(false);
  f.directives = directives(false);
  if (peek(token_kind::brace_l))
    f.selection_set = selection_set();
  return f;
}

// FragmentSpread : ... FragmentName Directives?; InlineFragment : ... TypeCondition? Directives? SelectionSet
ast::selection productions::fragment() {
  const location at = expect(token_kind::spread).at;
  const bool conditional = expect_optional_keyword("on");
  if (!conditional && peek(token_kind::name)) {
    const ast::name spread = fragment_name();
    return {ast::fragment_spread{at, spread, directives(false)}};
  }
  ast::inline_fragment f;
  f.at = at;
  if (conditional)
    f.type_condition = name();
  f.directives = directives(false);
  f.selection_set = selection_set();
  return {std::move(f)};
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
