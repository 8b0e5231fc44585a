/// What the rules of validation share: the document, the schema, the types at hand, and where errors go.
#pragma once

#include "proto/graphql/type_info.hpp"

#include <deque>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace mitos::proto::graphql {

/// Ends a validation early; what was reported stands.
struct validation_aborted {};

/// Adds the error; where there are too many, that is the last one, and the validation ends.
void report_to(errors& found, error e);

/// Where a variable is used, and what is expected there.
struct variable_usage {
  const ast::value* node;
  std::string_view name;
  const type* expected;
  bool has_default;
  const type* parent;
};

class validation_context {
public:
  validation_context(const graphql::schema& s, const ast::document& d);
  /// For SDL, beside the built-in definitions.
  validation_context(const ast::document& sdl, const ast::document& built_in);

  /// Nullptr while SDL is validated that no schema is built from yet.
  const graphql::schema* maybe_schema() const { return schema_; }
  const graphql::schema& schema() const { return *schema_; }
  const ast::document& document() const { return document_; }

  type_info types;
  /// Where the directives that are visited stand, as the specification names it.
  std::string_view directive_location;

  void report(error e) { report_to(errors_, std::move(e)); }
  errors take_errors() { return std::move(errors_); }

  const ast::fragment_definition* find_fragment(std::string_view name) const;
  /// One that the document defines, or the schema, or the specification.
  const ast::directive_definition* find_directive(std::string_view name) const;
  /// Nullptr where the schema has no such type.
  const type* type_of(const ast::type& t);

  using spreads = std::vector<const ast::fragment_spread*>;
  /// All below the selection set, other fragments' excepted.
  const spreads& fragment_spreads(const ast::selection_set& set);
  using fragment_list = std::vector<const ast::fragment_definition*>;
  fragment_list
  recursively_referenced_fragments(const std::vector<const ast::operation_definition*>& operations);
  /// Those of the operation, then those of the fragments that it reaches.
  const std::vector<variable_usage>& recursive_variable_usages(const ast::operation_definition& operation);

  /// Work that a document can multiply is metered, as in graphql-js.
  void spend_fragment_work(std::size_t cost);
  [[noreturn]] void abort(std::string why);

private:
  template <class Definition>
  const std::vector<variable_usage>& variable_usages(const Definition& d);

  void index_definitions(const ast::document& d);

  const graphql::schema* schema_ = nullptr;
  const ast::document& document_;
  std::unordered_map<std::string_view, const ast::directive_definition*> directives_;
  errors errors_;
  std::unordered_map<std::string_view, const ast::fragment_definition*> fragments_;
  std::unordered_map<const ast::type*, const type*> types_by_node_;
  std::deque<type> type_storage_;
  std::unordered_map<const ast::selection_set*, spreads> spreads_;
  std::unordered_map<const void*, std::vector<variable_usage>> usages_;
  std::unordered_map<const void*, std::vector<variable_usage>> recursive_usages_;
  std::size_t fragment_work_ = 50'000;
};

} // namespace mitos::proto::graphql
