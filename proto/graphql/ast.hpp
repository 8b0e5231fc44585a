/// The syntax tree of a document (specification, appendix B), each node with the place where it begins.
#pragma once

#include "proto/graphql/arena.hpp"
#include "proto/graphql/error.hpp"
#include "proto/graphql/operation_type.hpp"
#include "proto/graphql/type_kind.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

/// Nodes, lists and texts are in the arena that the document keeps: none needs a destructor.
namespace mitos::proto::graphql::ast {

struct name {
  std::string_view text;
  location at;
  explicit operator bool() const { return !text.empty(); }
};

// Values (section 2.9)

struct value;
struct object_field;

struct variable {
  std::string_view name;
};
struct int_value {
  std::string_view text;
};
struct float_value {
  std::string_view text;
};
struct string_value {
  std::string_view text;
  bool block = false;
};
struct boolean_value {
  bool is_true = false;
};
struct null_value {};
struct enum_value {
  std::string_view name;
};
struct list_value {
  node_list<value> values;
};
struct object_value {
  node_list<object_field> fields;

  /// The value of the last of that name, nullptr where there is none.
  const value* find(std::string_view name) const;
};

struct value {
  location at;
  std::variant<null_value, variable, int_value, float_value, string_value, boolean_value, enum_value,
               list_value, object_value>
      data;

  template <class T>
  const T* as() const {
    return std::get_if<T>(&data);
  }
};

struct object_field {
  ast::name name;
  ast::value value;
};

inline const value* object_value::find(std::string_view name) const {
  const auto found = std::find_if(fields.rbegin(), fields.rend(),
                                  [name](const object_field& f) { return f.name.text == name; });
  return found == fields.rend() ? nullptr : &found->value;
}

// Directives, types and selections (sections 2.4 to 2.12)

struct argument {
  ast::name name;
  ast::value value;
};

struct directive {
  location at;
  ast::name name;
  node_list<argument> arguments;
};
using directives = node_list<directive>;

enum class type_wrapper { none, list, non_null };

/// A reference to a type: a name, or a list or non-null of another.
struct type {
  location at;
  type_wrapper wrapper = type_wrapper::none;
  ast::name name;
  const type* of_type = nullptr;
};

struct selection;

struct selection_set {
  location at;
  node_list<selection> selections;
};

struct field {
  location at;
  ast::name alias;
  ast::name name;
  node_list<argument> arguments;
  ast::directives directives;
  ast::selection_set selection_set;

  field();
  std::string_view response_name() const { return alias ? alias.text : name.text; }
};

struct fragment_spread {
  location at;
  ast::name name;
  ast::directives directives;
};

struct inline_fragment {
  location at;
  ast::name type_condition; ///< may be absent
  ast::directives directives;
  ast::selection_set selection_set;
};

struct selection {
  std::variant<field, fragment_spread, inline_fragment> data;

  /// Makes one of them, in its place.
  template <class T>
  explicit selection(std::in_place_type_t<T> which) : data(which) {}

  template <class T>
  const T* as() const {
    return std::get_if<T>(&data);
  }
};

// Were it defaulted, all of a field would be zeroed before its members are made, and documents are made of
// fields.
inline field::field() {}

// Executable definitions (sections 2.3 and 2.8)

using description = std::optional<string_value>;

struct variable_definition {
  location at;
  ast::description description;
  ast::name variable; ///< without the dollar sign
  ast::type type;
  std::optional<ast::value> default_value;
  ast::directives directives;
};

struct operation_definition {
  location at;
  ast::description description;
  operation_type operation = operation_type::query;
  ast::name name;
  node_list<variable_definition> variable_definitions;
  ast::directives directives;
  ast::selection_set selection_set;
};

struct fragment_definition {
  location at;
  ast::description description;
  ast::name name;
  ast::name type_condition;
  ast::directives directives;
  ast::selection_set selection_set;
};

// Type system definitions and extensions (section 3)

struct operation_type_definition {
  location at;
  operation_type operation = operation_type::query;
  ast::name type;
};

struct schema_definition {
  location at;
  bool extension = false;
  ast::description description;
  ast::directives directives;
  node_list<operation_type_definition> operation_types;
};

struct input_value_definition {
  location at;
  ast::description description;
  ast::name name;
  ast::type type;
  std::optional<ast::value> default_value;
  ast::directives directives;
};

struct field_definition {
  location at;
  ast::description description;
  ast::name name;
  node_list<input_value_definition> arguments;
  ast::type type;
  ast::directives directives;
};

struct enum_value_definition {
  location at;
  ast::description description;
  ast::name name;
  ast::directives directives;
};

/// A type of any kind: what the kind does not have is empty.
struct type_definition {
  location at;
  type_kind kind = type_kind::scalar;
  bool extension = false;
  ast::description description;
  ast::name name;
  ast::directives directives;
  node_list<ast::name> interfaces;
  node_list<field_definition> fields;
  node_list<ast::name> union_members;
  node_list<enum_value_definition> enum_values;
  node_list<input_value_definition> input_fields;
};

struct directive_definition {
  location at;
  ast::description description;
  ast::name name;
  node_list<input_value_definition> arguments;
  bool repeatable = false;
  node_list<ast::name> locations;
};

using definition = std::variant<operation_definition, fragment_definition, schema_definition, type_definition,
                                directive_definition>;

struct document {
  std::shared_ptr<const arena> memory;
  node_list<definition> definitions;
};

} // namespace mitos::proto::graphql::ast
