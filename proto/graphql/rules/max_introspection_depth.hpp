/// Introspection that asks for lists within lists within lists, as graphql-js refuses it.
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class max_introspection_depth : rule {
public:
  using rule::rule;

  bool enter(const ast::field& f) {
    if (f.name.text != "__schema" && f.name.text != "__type")
      return true;
    depths visited;
    if (!exceeds(f, visited, 0))
      return true;
    report("Maximum introspection depth exceeded", f.at);
    return false;
  }

private:
  static constexpr std::size_t most_lists = 3;
  using depths = std::unordered_map<std::string_view, std::size_t>;

  static bool is_at_least(const depths& known, std::string_view name, std::size_t depth) {
    const auto found = known.find(name);
    return found != known.end() && found->second >= depth;
  }

  bool exceeds(const ast::field& f, depths& visited, std::size_t depth) {
    const std::string_view name = f.name.text;
    if (name == "fields" || name == "interfaces" || name == "possibleTypes" || name == "inputFields")
      if (++depth >= most_lists)
        return true;
    return exceeds(f.selection_set, visited, depth);
  }

  bool exceeds(const ast::inline_fragment& f, depths& visited, std::size_t depth) {
    return exceeds(f.selection_set, visited, depth);
  }

  /// A fragment that was looked at from as deep, or deeper, needs no second look.
  bool exceeds(const ast::fragment_spread& s, depths& visited, std::size_t depth) {
    const std::string_view name = s.name.text;
    const auto exceeded = exceeded_.find(name);
    if (exceeded != exceeded_.end() && exceeded->second <= depth)
      return true;
    if (is_at_least(visited, name, depth) || is_at_least(checked_, name, depth))
      return false;
    const ast::fragment_definition* f = context_.find_fragment(name);
    if (!f)
      return false;
    visited[name] = depth;
    const bool too_deep = exceeds(f->selection_set, visited, depth);
    (too_deep ? exceeded_ : checked_)[name] = depth;
    return too_deep;
  }

  bool exceeds(const ast::selection_set& set, depths& visited, std::size_t depth) {
    for (const ast::selection& s : set.selections)
      if (std::visit([&](const auto& node) { return exceeds(node, visited, depth); }, s.data))
        return true;
    return false;
  }

  depths checked_;
  depths exceeded_;
};

} // namespace mitos::proto::graphql::rules
