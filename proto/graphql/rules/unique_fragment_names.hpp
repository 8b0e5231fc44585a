/// Fragment Name Uniqueness (5.5.1.1).
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class unique_fragment_names : rule {
public:
  using rule::rule;

  void enter(const ast::fragment_definition& d) {
    if (const location* first = known_.add(d.name))
      report("There can be only one fragment named " + quoted(d.name.text) + ".", {*first, d.name.at});
  }

private:
  unique_names known_;
};

} // namespace mitos::proto::graphql::rules
