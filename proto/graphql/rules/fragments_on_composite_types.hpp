/// Fragments on Object, Interface or Union Types (5.5.1.3).
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class fragments_on_composite_types : rule {
public:
  using rule::rule;

  void enter(const ast::inline_fragment& f) {
    if (f.type_condition)
      check(f.type_condition, "Fragment");
  }
  void enter(const ast::fragment_definition& d) {
    check(d.type_condition, "Fragment " + quoted(d.name.text));
  }

private:
  void check(const ast::name& condition, const std::string& subject) {
    const named_type* t = context_.schema().find_type(condition.text);
    if (t && !t->is_composite())
      report(subject + " cannot condition on non composite type " + quoted(condition.text) + ".",
             condition.at);
  }
};

} // namespace mitos::proto::graphql::rules
