#include "proto/graphql/productions.hpp"

#include <algorithm>
#include <array>

namespace mitos::proto::graphql {

namespace {

struct type_keyword {
  std::string_view word;
  type_kind kind;
};

constexpr std::array<type_keyword, 6> type_keywords{{{"scalar", type_kind::scalar},
                                                     {"type", type_kind::object},
                                                     {"interface", type_kind::interface},
                                                     {"union", type_kind::union_},
                                                     {"enum", type_kind::enum_},
                                                     {"input", type_kind::input_object}}};

constexpr std::array<std::string_view, 20> directive_locations{"QUERY",
                                                               "MUTATION",
                                                               "SUBSCRIPTION",
                                                               "FIELD",
                                                               "FRAGMENT_DEFINITION",
                                                               "FRAGMENT_SPREAD",
                                                               "INLINE_FRAGMENT",
                                                               "VARIABLE_DEFINITION",
                                                               "SCHEMA",
                                                               "SCALAR",
                                                               "OBJECT",
                                                               "FIELD_DEFINITION",
                                                               "ARGUMENT_DEFINITION",
                                                               "INTERFACE",
                                                               "UNION",
                                                               "ENUM",
                                                               "ENUM_VALUE",
                                                               "INPUT_OBJECT",
                                                               "INPUT_FIELD_DEFINITION",
                                                               "DIRECTIVE_DEFINITION"};

bool extends_nothing(const ast::type_definition& d) {
  return d.directives.empty() && d.interfaces.empty() && d.fields.empty() && d.union_members.empty() &&
         d.enum_values.empty() && d.input_fields.empty();
}

} // namespace

// TypeSystemDefinition : SchemaDefinition, TypeDefinition, DirectiveDefinition
ast::definition productions::type_system_definition(std::string_view keyword, bool extension) {
  if (keyword == "schema")
    return schema_definition(extension);
  if (keyword == "directive" && !extension)
    return directive_definition();
  for (const auto& [word, kind] : type_keywords)
    if (word == keyword)
      return type_definition(kind, extension);
  if (peek_description())
    throw syntax_error(token_.at, "Unexpected description, only GraphQL definitions support descriptions.");
  unexpected(extension ? lookahead() : token_);
}

// TypeSystemExtension : SchemaExtension, TypeExtension
ast::definition productions::type_system_extension() {
  const token keyword = lookahead();
  if (keyword.kind != token_kind::name)
    unexpected(keyword);
  return type_system_definition(keyword.text, true);
}

// SchemaDefinition : Description? schema Directives[Const]? { RootOperationTypeDefinition+ }
// SchemaExtension : extend schema Directives[Const]? { RootOperationTypeDefinition+ }?
ast::schema_definition productions::schema_definition(bool extension) {
  ast::schema_definition d;
  d.at = token_.at;
  d.extension = extension;
  if (extension)
    advance();
  else
    d.description = description();
  expect_keyword("schema");
  d.directives = directives(true);
  const auto item = [this] { return operation_type_definition(); };
  if (!extension)
    expect(token_kind::brace_l);
  if (!extension || expect_optional(token_kind::brace_l))
    d.operation_types = many(token_kind::brace_r, item);
  if (d.directives.empty() && d.operation_types.empty())
    unexpected(token_);
  return d;
}

// RootOperationTypeDefinition : OperationType : NamedType
ast::operation_type_definition productions::operation_type_definition() {
  ast::operation_type_definition d;
  d.at = token_.at;
  d.operation = parse_operation_type();
  expect(token_kind::colon);
  d.type = name();
  return d;
}

// TypeDefinition : Description? keyword Name ImplementsInterfaces? Directives[Const]? body?
// TypeExtension : extend keyword Name ImplementsInterfaces? Directives[Const]? body?, not all of them absent
ast::type_definition productions::type_definition(type_kind kind, bool extension) {
  ast::type_definition d;
  d.at = token_.at;
  d.kind = kind;
  d.extension = extension;
  if (extension)
    advance();
  else
    d.description = description();
  advance(); // the keyword, which chose the kind
  d.name = name();
  if (kind == type_kind::object || kind == type_kind::interface)
    d.interfaces = implements_interfaces();
  d.directives = directives(true);
  type_body(d);
  if (extension && extends_nothing(d))
    unexpected(token_);
  return d;
}

// FieldsDefinition, UnionMemberTypes, EnumValuesDefinition, InputFieldsDefinition
void productions::type_body(ast::type_definition& d) {
  const auto braced = [this](auto item) {
    return optional_many(token_kind::brace_l, token_kind::brace_r, item);
  };
  switch (d.kind) {
  case type_kind::object:
  case type_kind::interface: d.fields = braced([this] { return field_definition(); }); break;
  case type_kind::union_: d.union_members = union_member_types(); break;
  case type_kind::enum_: d.enum_values = braced([this] { return enum_value_definition(); }); break;
  case type_kind::input_object: d.input_fields = braced([this] { return input_value_definition(); }); break;
  default: break; // a scalar has none
  }
}

// ImplementsInterfaces : implements &? NamedType, ImplementsInterfaces & NamedType
node_list<ast::name> productions::implements_interfaces() {
  if (!expect_optional_keyword("implements"))
    return {};
  return delimited_many(token_kind::amp, [this] { return name(); });
}

// FieldDefinition : Description? Name ArgumentsDefinition? : Type Directives[Const]?
ast::field_definition productions::field_definition() {
  ast::field_definition d;
  d.at = token_.at;
  d.description = description();
  d.name = name();
  d.arguments = argument_definitions();
  expect(token_kind::colon);
  d.type = type_reference();
  d.directives = directives(true);
  return d;
}

// ArgumentsDefinition : ( InputValueDefinition+ )
node_list<ast::input_value_definition> productions::argument_definitions() {
  return optional_many(token_kind::paren_l, token_kind::paren_r, [this] { return input_value_definition(); });
}

// InputValueDefinition : Description? Name : Type DefaultValue? Directives[Const]?
ast::input_value_definition productions::input_value_definition() {
  ast::input_value_definition d;
  d.at = token_.at;
  d.description = description();
  d.name = name();
  expect(token_kind::colon);
  d.type = type_reference();
  if (expect_optional(token_kind::equals))
    d.default_value = value(true);
  d.directives = directives(true);
  return d;
}

// UnionMemberTypes : = |? NamedType, UnionMemberTypes | NamedType
node_list<ast::name> productions::union_member_types() {
  if (!expect_optional(token_kind::equals))
    return {};
  return delimited_many(token_kind::pipe, [this] { return name(); });
}

// EnumValueDefinition : Description? EnumValue Directives[Const]?
ast::enum_value_definition productions::enum_value_definition() {
  ast::enum_value_definition d;
  d.at = token_.at;
  d.description = description();
  if (peek_keyword("true") || peek_keyword("false") || peek_keyword("null"))
    throw syntax_error(token_.at, describe(token_) + " is reserved and cannot be used for an enum value.");
  d.name = name();
  d.directives = directives(true);
  return d;
}

// DirectiveDefinition : Description? directive @ Name ArgumentsDefinition? repeatable? on DirectiveLocations
ast::directive_definition productions::directive_definition() {
  ast::directive_definition d;
  d.at = token_.at;
  d.description = description();
  expect_keyword("directive");
  expect(token_kind::at);
  d.name = name();
  d.arguments = argument_definitions();
  d.repeatable = expect_optional_keyword("repeatable");
  expect_keyword("on");
  d.locations = delimited_many(token_kind::pipe, [this] { return directive_location(); });
  return d;
}

// DirectiveLocation : ExecutableDirectiveLocation, TypeSystemDirectiveLocation
ast::name productions::directive_location() {
  const token t = token_;
  const ast::name location = name();
  if (std::find(directive_locations.begin(), directive_locations.end(), location.text) ==
      directive_locations.end())
    unexpected(t);
  return location;
}

} // namespace mitos::proto::graphql
