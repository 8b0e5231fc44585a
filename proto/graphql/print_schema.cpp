#include "proto/graphql/print_schema.hpp"

#include "proto/graphql/literal_text.hpp"
#include "proto/graphql/printer.hpp"
#include "proto/graphql/string_literal.hpp"

#include <algorithm>
#include <array>

namespace mitos::proto::graphql {

namespace {

constexpr std::string_view no_longer_supported = "No longer supported";

bool is_built_in(const named_type& t) {
  constexpr std::array<std::string_view, 13> names{
      "String",    "Int",      "Float",        "Boolean",
      "ID",        "__Schema", "__Directive",  "__DirectiveLocation",
      "__Type",    "__Field",  "__InputValue", "__EnumValue",
      "__TypeKind"};
  return std::find(names.begin(), names.end(), t.name) != names.end();
}

bool is_specified(const directive& d) {
  constexpr std::array<std::string_view, 5> names{"include", "skip", "deprecated", "specifiedBy", "oneOf"};
  return std::find(names.begin(), names.end(), d.name) != names.end();
}

/// On lines of its own before what it describes; a blank line sets it off from what came before.
std::string description_text(const std::optional<std::string>& text, const std::string& indentation = "",
                             bool first = true) {
  if (!text)
    return "";
  const std::string literal =
      is_printable_as_block_string(*text) ? print_block_string(*text) : print_string(*text);
  std::string out = !indentation.empty() && !first ? "\n" + indentation : indentation;
  for (const char c : literal)
    out.append(1, c).append(c == '\n' ? indentation : "");
  return out + "\n";
}

std::string deprecated(const std::optional<std::string>& reason) {
  if (!reason)
    return "";
  return *reason == no_longer_supported ? " @deprecated"
                                        : " @deprecated(reason: " + print_string(*reason) + ")";
}

std::string declared(const input_value& v) {
  return v.name + ": " + to_text(*v.type) +
         (v.default_value ? " = " + literal_text(*v.default_value, *v.type) : "") +
         deprecated(v.deprecation_reason);
}

std::string arguments(const std::vector<input_value>& list, const std::string& indentation = "") {
  if (list.empty())
    return "";
  // graphql-js takes an empty description for none here
  const bool on_one_line = std::none_of(list.begin(), list.end(), [](const input_value& a) {
    return a.description && !a.description->empty();
  });
  std::string text;
  for (const input_value& a : list) {
    const bool first = &a == list.data();
    text += on_one_line ? (first ? "" : ", ")
                        : (first ? "" : "\n") + description_text(a.description, "  " + indentation, first);
    text += (on_one_line ? "" : "  " + indentation) + declared(a);
  }
  return on_one_line ? "(" + text + ")" : "(\n" + text + "\n" + indentation + ")";
}

/// The members between braces, each with its description before it.
template <class Member, class Text>
std::string block(const std::vector<Member>& members, Text text_of) {
  std::string text;
  for (const Member& m : members)
    text += description_text(m.description, "  ", &m == members.data()) + "  " + text_of(m) + "\n";
  return text.empty() ? "" : " {\n" + text + "}";
}

std::string field_text(const field& f) {
  return f.name + arguments(f.arguments, "  ") + ": " + to_text(*f.type) + deprecated(f.deprecation_reason);
}

std::string enum_value_text(const enum_value& v) { return v.name + deprecated(v.deprecation_reason); }

std::string names(const std::vector<const named_type*>& types, const std::string& before,
                  const char* between) {
  std::string text;
  for (const named_type* t : types)
    text += (text.empty() ? before : between) + t->name;
  return text;
}

std::string definition(const named_type& t) {
  const std::string interfaces = names(t.interfaces, " implements ", " & ");
  switch (t.kind) {
  case type_kind::scalar:
    return "scalar " + t.name +
           (t.specified_by_url ? " @specifiedBy(url: " + print_string(*t.specified_by_url) + ")" : "");
  case type_kind::object: return "type " + t.name + interfaces + block(t.fields, field_text);
  case type_kind::interface: return "interface " + t.name + interfaces + block(t.fields, field_text);
  case type_kind::union_: return "union " + t.name + names(t.possible_types, " = ", " | ");
  case type_kind::enum_: return "enum " + t.name + block(t.enum_values, enum_value_text);
  default: return "input " + t.name + (t.is_one_of ? " @oneOf" : "") + block(t.input_fields, declared);
  }
}

std::string definition(const directive& d) {
  std::string text = "directive @" + d.name + arguments(d.arguments) + (d.repeatable ? " repeatable" : "");
  for (const std::string& l : d.locations)
    text += (&l == d.locations.data() ? " on " : " | ") + l;
  return text;
}

/// Nothing where the root types have their usual names.
std::string definition(const schema& s) {
  constexpr std::array<std::string_view, 3> usual{"Query", "Mutation", "Subscription"};
  bool common = !s.description();
  std::string text = description_text(s.description()) + "schema {\n";
  for (const auto o : {operation_type::query, operation_type::mutation, operation_type::subscription})
    if (const named_type* t = s.root_type(o)) {
      text += "  " + std::string(to_text(o)) + ": " + t->name + "\n";
      common = common && t->name == usual.at(static_cast<std::size_t>(o));
    }
  return common ? "" : text + "}";
}

} // namespace

std::string print_schema(const schema& s) {
  std::string text = definition(s);
  const auto add = [&text](const std::string& definition) {
    text += (text.empty() ? "" : "\n\n") + definition;
  };
  for (const directive* d : s.directives())
    if (!is_specified(*d))
      add(description_text(d->description) + definition(*d));
  for (const named_type* t : s.types())
    if (!is_built_in(*t))
      add(description_text(t->description) + definition(*t));
  return text;
}

} // namespace mitos::proto::graphql
