/// Leaf Field Selections (5.3.3).
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class scalar_leafs : rule {
public:
  using rule::rule;

  void enter(const ast::field& f) {
    const type* t = context_.types.type;
    if (!t)
      return;
    const bool selects = !f.selection_set.selections.empty();
    const std::string name(f.name.text);
    if (t->named().is_leaf() && selects)
      report("Field " + quoted(name) + " must not have a selection since type " + quoted(to_text(*t)) +
                 " has no subfields.",
             f.selection_set.at);
    if (!t->named().is_leaf() && !selects)
      report("Field " + quoted(name) + " of type " + quoted(to_text(*t)) +
                 " must have a selection of subfields. Did you mean \"" + name + " { ... }\"?",
             f.at);
  }
};

} // namespace mitos::proto::graphql::rules
