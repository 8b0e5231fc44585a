/// SDL definitions to a schema (specification, section 3); internal to build_schema.
#pragma once

#include "proto/graphql/coerce.hpp"
#include "proto/graphql/limits.hpp"

#include <map>
#include <memory>
#include <set>
#include <variant>

namespace mitos::proto::graphql {

/// Builds one schema, in steps: declare names, define members, resolve roots, order types, bind resolvers.
class schema_builder {
public:
  explicit schema_builder(ast::document document);

  std::variant<std::shared_ptr<const schema>, errors> build(const resolvers& functions,
                                                            const host_scalars& scalars);

private:
  // schema_builder.cpp
  void declare(const ast::document& d);
  void declare(const ast::type_definition& d);
  void extend(const ast::type_definition& d);
  void declare(const ast::directive_definition& d);
  void declare(const ast::schema_definition& d);
  void root(const ast::operation_type_definition& d);
  void default_roots();
  void bind(const host_scalars& scalars);
  void bind(const resolvers& functions);
  void bind(std::string_view type, std::string_view field, const resolver& function);
  void bind_meta_fields();

  // schema_members.cpp
  void define(named_type& t);
  void define(named_type& t, const ast::type_definition& d);
  field define(const ast::field_definition& d);
  std::vector<input_value> define(const node_list<ast::input_value_definition>& list);
  const type* resolve(const ast::type& t);
  const named_type* resolve(const ast::name& n);

  // schema_defaults.cpp
  void define_defaults();
  void define_default(input_value& v, const named_type* owner, std::size_t level);
  void define_defaults_within(const ast::value& literal, const type& t, std::size_t level);
  void coerce_default(input_value& v);
  [[noreturn]] static void refuse_depth(location at);
  void refuse_default_cycle(std::size_t first);

  // schema_order.cpp
  void order_types();
  void collect(const type* t);
  void collect(const std::vector<input_value>& values);
  void check_leaf_directives(const named_type& t);
  void check_field_directives(const named_type& t);
  void check_directives(const std::vector<input_value>& values);
  void check_directives(const ast::directives& list);
  void report_first(std::optional<error> fault);
  void relate_types();
  void index_fields();

  void fail(std::string message, location at);
  void fail(std::string message);

  std::shared_ptr<schema> schema_ = std::make_shared<schema>();
  schema& s_ = *schema_;
  std::unordered_map<std::string_view, named_type*> declared_;
  std::vector<named_type*> in_order_; ///< the host's own types
  std::set<const named_type*> collected_;
  /// A default that is being defined; only those of input fields have an owner.
  struct defined_default {
    const input_value* field;
    const named_type* owner;
  };
  std::vector<defined_default> default_path_;
  std::map<const input_value*, std::optional<std::size_t>>
      default_states_; ///< its place on the path, if it is there
  additions added_to_defaults_{default_values, default_bytes};
  errors errors_;
};

} // namespace mitos::proto::graphql
