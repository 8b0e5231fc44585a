/// SDL definitions to a schema (specification, section 3); internal to build_schema.
#pragma once

#include "proto/graphql/schema.hpp"

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
  void define_defaults(const ast::value& literal, const named_type& t);
  void define_defaults(named_type& t);
  void define_defaults(std::vector<input_value>& values);
  const type* resolve(const ast::type& t);
  const named_type* resolve(const ast::name& n);

  // schema_order.cpp
  void order_types();
  void collect(const type* t);
  void collect(const std::vector<input_value>& values);
  void check_leaf_directives(const named_type& t);
  void check_field_directives(const named_type& t);
  void check_directives(const std::vector<input_value>& values);
  void check_directives(const ast::directives& list);
  void relate_types();
  void index_fields();

  void fail(std::string message, location at);
  void fail(std::string message);

  std::shared_ptr<schema> schema_ = std::make_shared<schema>();
  schema& s_ = *schema_;
  std::unordered_map<std::string_view, named_type*> declared_;
  std::vector<named_type*> in_order_; ///< the host's own types
  std::set<const named_type*> collected_;
  std::set<const named_type*> defaults_defined_;
  errors errors_;
};

} // namespace mitos::proto::graphql
