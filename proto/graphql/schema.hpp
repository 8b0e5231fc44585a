/// The type system of a service (specification, section 3): types, fields and directives, immutable once
/// built.
#pragma once

#include "proto/graphql/ast.hpp"
#include "proto/graphql/host_scalar.hpp"
#include "proto/graphql/operation_type.hpp"
#include "proto/graphql/resolver.hpp"
#include "proto/graphql/type_kind.hpp"
#include "proto/graphql/value_size.hpp"
#include "proto/json.hpp"

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mitos::proto::graphql {

struct named_type;
struct scalar_functions;
class schema;

/// A named type, or a list or non-null of another.
struct type {
  explicit type(type_kind k, const type* of = nullptr) : kind(k), of_type(of) {}

  type_kind kind;
  const type* of_type; ///< of a list or non-null

  bool is_non_null() const { return kind == type_kind::non_null; }
  bool is_list() const { return kind == type_kind::list; }
  bool is_wrapper() const { return is_non_null() || is_list(); }
  /// Without its non-null, if it is one.
  const type& nullable() const { return is_non_null() ? *of_type : *this; }
  /// What all the wrappers are around.
  const named_type& named() const;
};

/// As documents write it: [Int!]!
std::string to_text(const type& t);
/// Whether both are the same type; wrappers of different schemas and documents compare too.
bool operator==(const type& a, const type& b);

/// An argument or an input field.
struct input_value {
  std::string name;
  std::optional<std::string> description;
  const graphql::type* type = nullptr;
  std::optional<json::value> default_value; ///< coerced
  value_size default_size;
  std::optional<std::string> deprecation_reason;
  const ast::input_value_definition* node = nullptr;

  bool is_required() const { return type->is_non_null() && !default_value; }
};

/// What a field of an introspection type answers; its source is the described object.
struct introspected;
using introspect = introspected (*)(const schema&, const void* source, const json::object& arguments);

struct field {
  std::string name;
  std::optional<std::string> description;
  std::vector<input_value> arguments;
  const graphql::type* type = nullptr;
  std::optional<std::string> deprecation_reason;
  resolver resolve;                         ///< of the host
  graphql::introspect introspect = nullptr; ///< of the introspection
  const ast::field_definition* node = nullptr;

  const input_value* find_argument(std::string_view n) const;
};

struct enum_value {
  std::string name;
  std::optional<std::string> description;
  std::optional<std::string> deprecation_reason;
  const ast::enum_value_definition* node = nullptr;
};

/// A type with a name; what its kind does not have is empty.
struct named_type : type {
  explicit named_type(type_kind k) : type(k) {}

  std::string name;
  std::optional<std::string> description;
  std::optional<std::string> specified_by_url;
  std::vector<field> fields;
  std::vector<const named_type*> interfaces;
  std::vector<const named_type*>
      possible_types; ///< objects: of an interface in the schema's order, of a union
  std::vector<const named_type*> implementations; ///< interfaces that implement an interface
  std::vector<enum_value> enum_values;
  std::vector<input_value> input_fields;
  bool is_one_of = false;
  resolver resolve_type;                    ///< of an abstract type: "Type.__typename"
  const scalar_functions* scalar = nullptr; ///< of a built-in scalar
  host_scalar host;                         ///< of another, what the host gave
  std::unordered_map<std::string_view, const field*> fields_by_name; ///< filled when the schema is complete
  std::vector<const ast::type_definition*> nodes;                    ///< the definition, then its extensions

  bool is_composite() const {
    return kind == type_kind::object || kind == type_kind::interface || kind == type_kind::union_;
  }
  bool is_abstract() const { return kind == type_kind::interface || kind == type_kind::union_; }
  bool is_leaf() const { return kind == type_kind::scalar || kind == type_kind::enum_; }
  bool is_input() const { return is_leaf() || kind == type_kind::input_object; }
  bool is_output() const { return kind != type_kind::input_object; }

  const field* find_field(std::string_view n) const;
  const input_value* find_input_field(std::string_view n) const;
  const enum_value* find_enum_value(std::string_view n) const;
  /// Whether an object or interface is, or implements, this type, or is a member of this union.
  bool is_super_type_of(const named_type& t) const;
};

inline const named_type& type::named() const {
  const type* t = this;
  while (t->is_wrapper())
    t = t->of_type;
  return static_cast<const named_type&>(*t);
}

/// Whether a value of `t` is one of `super` (IsSubType).
bool is_sub_type(const type& t, const type& super);

struct directive {
  std::string name;
  std::optional<std::string> description;
  std::vector<input_value> arguments;
  bool repeatable = false;
  std::vector<std::string> locations;
  const ast::directive_definition* node = nullptr;

  bool may_stand_at(std::string_view location) const;
};

class schema {
public:
  schema() = default;
  schema(const schema&) = delete;
  schema& operator=(const schema&) = delete;

  const std::optional<std::string>& description() const { return description_; }
  /// In the order of graphql-js: as defined, built-in scalars where first used, introspection last.
  const std::vector<const named_type*>& types() const { return types_; }
  const std::vector<const directive*>& directives() const { return directives_; }

  const named_type* find_type(std::string_view name) const;
  const directive* find_directive(std::string_view name) const;
  /// One that the specification defines, whatever the schema says of its name.
  const directive& specified_directive(std::string_view name) const;
  /// Nullptr where the schema has no such operation.
  const named_type* root_type(operation_type t) const { return roots_[static_cast<std::size_t>(t)]; }
  /// The field of a composite type, those of the introspection included.
  const field* find_field(const named_type& parent, std::string_view name) const;
  const field& typename_field() const { return typename_field_; }
  /// Where the root type is named, nullptr where it is so by its own name.
  const ast::name* root_node(operation_type t) const;
  const ast::schema_definition* node() const { return node_; }

private:
  friend class schema_builder;

  ast::document document_; ///< what the nodes are of
  ast::document built_in_;
  std::deque<named_type> type_storage_;
  std::deque<type> wrappers_;
  std::deque<directive> directive_storage_;
  std::vector<const named_type*> types_;
  std::unordered_map<std::string_view, const named_type*> types_by_name_;
  std::vector<const directive*> directives_;
  std::vector<const directive*> specified_directives_;
  std::array<const named_type*, 3> roots_{};
  std::optional<std::string> description_;
  const ast::schema_definition* node_ = nullptr;
  std::vector<ast::operation_type_definition> root_nodes_;
  field schema_field_;
  field type_field_;
  field typename_field_;
};

/// The type that `t` names, nullptr where the schema has none; wrappers are put into `storage`.
const type* type_from_ast(const schema& s, const ast::type& t, std::deque<type>& storage);

} // namespace mitos::proto::graphql
