/// Fragment Spreads Must Not Form Cycles (5.5.2.2).
#pragma once

#include "proto/graphql/rules/rule.hpp"

#include <unordered_set>

namespace mitos::proto::graphql::rules {

/// Depth first; goes on behind a cycle that it has found, and visits each fragment once.
class no_fragment_cycles : rule {
public:
  using rule::rule;

  void enter(const ast::fragment_definition& d) { detect(d); }

private:
  void detect(const ast::fragment_definition& d) {
    if (!visited_.insert(d.name.text).second)
      return;
    index_on_path_[d.name.text] = path_.size();
    for (const ast::fragment_spread* s : context_.fragment_spreads(d.selection_set)) {
      path_.push_back(s);
      const auto on_path = index_on_path_.find(s->name.text);
      if (on_path != index_on_path_.end())
        report_cycle(*s, on_path->second);
      else if (const ast::fragment_definition* next = context_.find_fragment(s->name.text))
        detect(*next);
      path_.pop_back();
    }
    index_on_path_.erase(d.name.text);
  }

  void report_cycle(const ast::fragment_spread& s, std::size_t begin) {
    std::string via;
    std::vector<location> places;
    for (std::size_t i = begin; i < path_.size(); ++i) {
      places.push_back(path_[i]->at);
      if (i + 1 < path_.size())
        via += (via.empty() ? " via " : ", ") + quoted(path_[i]->name.text);
    }
    report("Cannot spread fragment " + quoted(s.name.text) + " within itself" + via + ".", std::move(places));
  }

  std::unordered_set<std::string_view> visited_;
  std::vector<const ast::fragment_spread*> path_;
  std::unordered_map<std::string_view, std::size_t> index_on_path_;
};

} // namespace mitos::proto::graphql::rules
