#include "proto/graphql/productions.hpp"

namespace mitos::proto::graphql {

// Value : Variable, IntValue, FloatValue, StringValue, BooleanValue, NullValue, EnumValue, ListValue,
// ObjectValue
ast::value productions::value(bool is_const) {
  const token t = token_;
  switch (t.kind) {
  case token_kind::bracket_l: return list_value(is_const);
  case token_kind::brace_l: return object_value(is_const);
  case token_kind::int_value: advance(); return {t.at, ast::int_value{t.text}};
  case token_kind::float_value: advance(); return {t.at, ast::float_value{t.text}};
  case token_kind::string:
  case token_kind::block_string: return {t.at, string_value()};
  case token_kind::name: return name_value();
  case token_kind::dollar: return variable_value(is_const);
  default: unexpected(t);
  }
}

// BooleanValue : one of true false; NullValue : null; EnumValue : Name but not true, false or null
ast::value productions::name_value() {
  const ast::name n = name();
  if (n.text == "true" || n.text == "false")
    return {n.at, ast::boolean_value{n.text == "true"}};
  if (n.text == "null")
    return {n.at, ast::null_value{}};
  return {n.at, ast::enum_value{n.text}};
}

// Variable : $ Name
ast::name productions::variable() {
  expect(token_kind::dollar);
  return name();
}

ast::value productions::variable_value(bool is_const) {
  const token dollar = token_;
  if (!is_const)
    return {dollar.at, ast::variable{variable().text}};
  advance();
  if (!peek(token_kind::name))
    unexpected(dollar);
  throw syntax_error(dollar.at,
                     "Unexpected variable \"$" + std::string(token_.text) + "\" in constant value.");
}

ast::string_value productions::string_value() {
  const token t = token_;
  advance();
  const bool block = t.kind == token_kind::block_string;
  if (!block && t.text.find('\\') == std::string_view::npos)
    return {t.text.substr(1, t.text.size() - 2), block};
  return {memory_.keep(std::string_view(graphql::string_value(t))), block};
}

// ListValue : [ Value* ]
ast::value productions::list_value(bool is_const) {
  const nested guard(*this);
  const location at = expect(token_kind::bracket_l).at;
  growing_list<ast::value> values(memory_);
  while (!expect_optional(token_kind::bracket_r))
    values.add(value(is_const));
  return {at, ast::list_value{values.read()}};
}

// ObjectValue : { ObjectField* }; ObjectField : Name : Value
ast::value productions::object_value(bool is_const) {
  const nested guard(*this);
  const location at = expect(token_kind::brace_l).at;
  growing_list<ast::object_field> fields(memory_);
  while (!expect_optional(token_kind::brace_r)) {
    const ast::name field = name();
    expect(token_kind::colon);
    fields.add({field, value(is_const)});
  }
  return {at, ast::object_value{fields.read()}};
}

// Arguments : ( Argument+ ); Argument : Name : Value
node_list<ast::argument> productions::arguments(bool is_const) {
  return optional_many(token_kind::paren_l, token_kind::paren_r, [this, is_const] {
    const ast::name argument = name();
    expect(token_kind::colon);
    return ast::argument{argument, value(is_const)};
  });
}

// Directives : Directive+; Directive : @ Name Arguments?
ast::directives productions::directives(bool is_const) {
  growing_list<ast::directive> list(memory_);
  while (peek(token_kind::at)) {
    if (list.size() >= limits_.directives_per_node)
      throw syntax_error(token_.at, "More than " + std::to_string(limits_.directives_per_node) +
                                        " directives in one place. Parsing aborted.");
    const location at = expect(token_kind::at).at;
    const ast::name directive = name();
    list.add({at, directive, arguments(is_const)});
  }
  return list.read();
}

// Type : NamedType, ListType, NonNullType
ast::type productions::type_reference() {
  const nested guard(*this);
  ast::type t;
  t.at = token_.at;
  if (expect_optional(token_kind::bracket_l)) {
    t.wrapper = ast::type_wrapper::list;
    t.of_type = memory_.keep(type_reference());
    expect(token_kind::bracket_r);
  } else {
    t.name = name();
  }
  if (!expect_optional(token_kind::bang))
    return t;
  ast::type non_null;
  non_null.at = t.at;
  non_null.wrapper = ast::type_wrapper::non_null;
  non_null.of_type = memory_.keep(t);
  return non_null;
}

} // namespace mitos::proto::graphql
