/// Field Selection Merging (5.3.2): equal response names mean equal fields.
#pragma once

#include "proto/graphql/rules/rule.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace mitos::proto::graphql::rules {

/// Compares fields and fragments in pairs, each pair once, within a budget: a document that asks for more
/// than that is refused, as graphql-js does.
class overlapping_fields_can_be_merged : rule {
public:
  using rule::rule;

  void enter(const ast::selection_set& set, bool inlined);

private:
  /// A field, the type that it is asked of, and its definition, which may be missing.
  struct field_use {
    const named_type* parent;
    const ast::field* node;
    const field* definition;

    const type* result() const { return definition ? definition->type : nullptr; }
    const named_type* named_result() const { return definition ? &definition->type->named() : nullptr; }
    bool is_simple_leaf() const { return node->arguments.empty() && node->selection_set.selections.empty(); }
  };

  struct group {
    std::string_view response_name;
    std::vector<field_use> uses;
  };

  /// What a selection set says itself, inline fragments included, other fragments by name only.
  struct collection {
    std::vector<group> groups;
    std::vector<std::string_view> fragments;
    std::unordered_map<std::string_view, std::size_t> index;
    std::set<std::string_view> known_fragments;
    /// Whether the comparison with a fragment took the two for mutually exclusive.
    std::unordered_map<std::string_view, bool> compared_fragments;

    const group* find(std::string_view response_name) const;
  };

  struct conflict {
    std::string_view response_name;
    std::string reason;
    std::vector<const ast::field*> fields1;
    std::vector<const ast::field*> fields2;
  };
  using conflicts = std::vector<conflict>;

  bool is_plain(const ast::selection_set& set) const;
  conflicts within(const ast::selection_set& set);
  void within(conflicts& found, const collection& c);
  void fields_and_fragment(conflicts& found, bool exclusive, collection& c, std::string_view fragment);
  void fragments(conflicts& found, bool exclusive, std::string_view a, std::string_view b);
  conflicts sub_selections(bool exclusive, const field_use& a, const field_use& b);
  void between(conflicts& found, bool exclusive, const collection& a, const collection& b);
  std::optional<conflict> compare(bool parents_exclusive, std::string_view response_name, const field_use& a,
                                  const field_use& b);
  std::string difference(const field_use& a, const field_use& b);
  bool same_arguments(const ast::field& a, const ast::field& b);
  const std::string& text_of(const ast::value& v);
  bool types_conflict(const type& a, const type& b);

  collection& collect(const named_type* parent, const ast::selection_set& set);
  collection& collect(const ast::fragment_definition& f);
  void collect(collection& c, const named_type* parent, const ast::selection_set& set);
  bool was_compared(std::string_view a, std::string_view b, bool exclusive) const;
  void spend(std::size_t cost);

  std::map<std::pair<const named_type*, const ast::selection_set*>, collection> collections_;
  std::map<std::pair<std::string_view, std::string_view>, bool> compared_fragments_;
  std::unordered_map<const ast::value*, std::string> texts_;
  std::size_t budget_ = 500'000;
};

} // namespace mitos::proto::graphql::rules
