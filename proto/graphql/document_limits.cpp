#include "proto/graphql/document_limits.hpp"

#include <algorithm>
#include <unordered_map>

namespace mitos::proto::graphql {

namespace {

/// What a selection set comes to with its fragments unfolded.
struct cost {
  std::size_t selections = 0;
  std::size_t aliases = 0; ///< at its own level
  std::size_t depth = 0;
  std::size_t introspection_depth = 0;
  std::size_t introspection_fields = 0;

  void add(const cost& other) {
    selections += other.selections;
    aliases += other.aliases;
    depth = std::max(depth, other.depth);
    introspection_depth = std::max(introspection_depth, other.introspection_depth);
    introspection_fields += other.introspection_fields;
  }
};

constexpr std::size_t most = 1'000'000'000; ///< a fragment bomb must not overflow

/// Works out each fragment once; a cycle, which validation refuses, counts as nothing.
class cost_counter {
public:
  explicit cost_counter(const ast::document& d) {
    for (const ast::definition& definition : d.definitions)
      if (const auto* f = std::get_if<ast::fragment_definition>(&definition))
        fragments_.emplace(f->name.text, f);
  }

  std::size_t fragments() const { return fragments_.size(); }

  cost of(const ast::selection_set& set) {
    cost sum;
    for (const ast::selection& s : set.selections)
      sum.add(std::visit([this](const auto& node) { return of(node); }, s.data));
    sum.selections = std::min(sum.selections, most);
    sum.aliases = std::min(sum.aliases, most);
    sum.introspection_fields = std::min(sum.introspection_fields, most);
    return sum;
  }

private:
  cost of(const ast::field& f) {
    cost c = of(f.selection_set);
    ++c.selections;
    ++c.depth;
    c.aliases = f.alias ? 1 : 0;
    if (f.name.text == "__schema" || f.name.text == "__type") {
      c.introspection_depth = c.depth;
      c.introspection_fields = c.selections;
    }
    return c;
  }
  cost of(const ast::inline_fragment& f) { return with_spread(of(f.selection_set)); }
  cost of(const ast::fragment_spread& s) {
    const auto found = fragments_.find(s.name.text);
    if (found == fragments_.end())
      return with_spread({});
    const auto [known, is_new] = costs_.try_emplace(s.name.text);
    if (is_new) {
      const cost c = of(found->second->selection_set);
      costs_[s.name.text] = c;
      return with_spread(c);
    }
    return with_spread(known->second);
  }
  static cost with_spread(cost c) {
    ++c.selections;
    return c;
  }

  std::unordered_map<std::string_view, const ast::fragment_definition*> fragments_;
  std::unordered_map<std::string_view, cost> costs_;
};

void check(errors& found, location at, std::size_t count, std::size_t limit, const char* what) {
  if (count > limit)
    found.push_back({.message = std::string(what) + ": " + std::to_string(count) +
                                (count == most ? " or more" : "") + " exceed the limit of " +
                                std::to_string(limit) + ".",
                     .locations = {at},
                     .path = {},
                     .extensions = {}});
}

} // namespace

errors check_limits(const ast::document& document, const limits& limits) {
  errors found;
  cost_counter counter(document);
  check(found, {}, counter.fragments(), limits.fragments, "Fragments of the document");
  for (const ast::definition& definition : document.definitions) {
    const auto* operation = std::get_if<ast::operation_definition>(&definition);
    if (!operation)
      continue;
    const cost c = counter.of(operation->selection_set);
    const location at = operation->at;
    check(found, at, operation->variable_definitions.size(), limits.variables, "Variables of the operation");
    check(found, at, c.depth, limits.selection_depth, "Levels of selections");
    check(found, at, c.aliases, limits.root_aliases, "Aliases at the root");
    check(found, at, c.selections, limits.expanded_selections, "Selections with fragments unfolded");
    check(found, at, c.introspection_depth, limits.introspection_depth, "Levels of introspection");
    check(found, at, c.introspection_fields, limits.introspection_fields, "Selections of introspection");
  }
  return found;
}

} // namespace mitos::proto::graphql
