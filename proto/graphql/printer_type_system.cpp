#include "proto/graphql/printer_parts.hpp"

#include <array>

namespace mitos::proto::graphql::printing {

namespace {

std::string input_value(const ast::input_value_definition& d) {
  return description(d.description) + std::string(d.name.text) + ": " + graphql::print(d.type) +
         (d.default_value ? " = " + graphql::print(*d.default_value) : "") +
         wrap(" ", directives(d.directives));
}

std::string argument_definitions(const node_list<ast::input_value_definition>& list) {
  const std::vector<std::string> parts = each(list, input_value);
  return has_multiline(parts) ? "(\n" + indent(join(parts, "\n")) + "\n)" : wrap("(", join(parts, ", "), ")");
}

std::string field(const ast::field_definition& d) {
  return description(d.description) + std::string(d.name.text) + argument_definitions(d.arguments) + ": " +
         graphql::print(d.type) + wrap(" ", directives(d.directives));
}

std::string enum_value(const ast::enum_value_definition& d) {
  return description(d.description) + std::string(d.name.text) + wrap(" ", directives(d.directives));
}

std::string operation_type_definition(const ast::operation_type_definition& d) {
  return std::string(to_text(d.operation)) + ": " + std::string(d.type.text);
}

std::string name(const ast::name& n) { return std::string(n.text); }

std::string body(const ast::type_definition& d) {
  switch (d.kind) {
  case type_kind::union_: return wrap("= ", join(each(d.union_members, name), " | "));
  case type_kind::enum_: return block(each(d.enum_values, enum_value));
  case type_kind::input_object: return block(each(d.input_fields, input_value));
  default: return block(each(d.fields, field));
  }
}

} // namespace

std::string print(const ast::schema_definition& d) {
  return description(d.description) +
         join({d.extension ? "extend schema" : "schema", directives(d.directives),
               block(each(d.operation_types, operation_type_definition))},
              " ");
}

std::string print(const ast::type_definition& d) {
  constexpr std::array<const char*, 6> keywords{"scalar", "type", "interface", "union", "enum", "input"};
  return description(d.description) +
         join({d.extension ? "extend" : "", keywords.at(static_cast<std::size_t>(d.kind)),
               std::string(d.name.text), wrap("implements ", join(each(d.interfaces, name), " & ")),
               directives(d.directives), body(d)},
              " ");
}

std::string print(const ast::directive_definition& d) {
  return description(d.description) + "directive @" + std::string(d.name.text) +
         argument_definitions(d.arguments) + (d.repeatable ? " repeatable" : "") + " on " +
         join(each(d.locations, name), " | ");
}

} // namespace mitos::proto::graphql::printing
