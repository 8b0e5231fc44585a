/// Fragments Must Be Used (5.5.1.4).
#pragma once

#include "proto/graphql/rules/rule.hpp"

#include <unordered_set>

namespace mitos::proto::graphql::rules {

class no_unused_fragments : rule {
public:
  using rule::rule;

  void enter(const ast::operation_definition& d) { operations_.push_back(&d); }
  void enter(const ast::fragment_definition& d) { fragments_.push_back(&d); }

  void leave(const ast::document&) {
    std::unordered_set<std::string_view> used;
    for (const ast::fragment_definition* f : context_.recursively_referenced_fragments(operations_))
      used.insert(f->name.text);
    for (const ast::fragment_definition* f : fragments_)
      if (!used.contains(f->name.text))
        report("Fragment " + quoted(f->name.text) + " is never used.", f->at);
  }

private:
  std::vector<const ast::operation_definition*> operations_;
  std::vector<const ast::fragment_definition*> fragments_;
};

} // namespace mitos::proto::graphql::rules
