/// Fragment Spread Is Possible (5.5.2.3): some object can be of both types.
#pragma once

#include "proto/graphql/rules/rule.hpp"

#include <algorithm>

namespace mitos::proto::graphql::rules {

class possible_fragment_spreads : rule {
public:
  using rule::rule;

  void enter(const ast::inline_fragment& f) {
    const type* t = context_.types.type;
    if (t && !t->is_wrapper())
      check(&t->named(), "Fragment", f.at);
  }
  void enter(const ast::fragment_spread& s) {
    if (const ast::fragment_definition* f = context_.find_fragment(s.name.text))
      check(context_.schema().find_type(f->type_condition.text), "Fragment " + quoted(s.name.text), s.at);
  }

private:
  void check(const named_type* t, const std::string& subject, location at) {
    const named_type* parent = context_.types.parent_type;
    if (t && t->is_composite() && parent && !overlap(*t, *parent))
      report(subject + " cannot be spread here as objects of type " + quoted(parent->name) +
                 " can never be of type " + quoted(t->name) + ".",
             at);
  }

  static bool overlap(const named_type& a, const named_type& b) {
    if (&a == &b)
      return true;
    if (a.is_abstract() && b.is_abstract())
      return std::any_of(a.possible_types.begin(), a.possible_types.end(),
                         [&b](const named_type* t) { return b.is_super_type_of(*t); });
    return a.is_super_type_of(b) || b.is_super_type_of(a);
  }
};

} // namespace mitos::proto::graphql::rules
