/// Operation Name Uniqueness (5.2.1.1).
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class unique_operation_names : rule {
public:
  using rule::rule;

  void enter(const ast::operation_definition& d) {
    if (!d.name)
      return;
    if (const location* first = known_.add(d.name))
      report("There can be only one operation named " + quoted(d.name.text) + ".", {*first, d.name.at});
  }

private:
  unique_names known_;
};

} // namespace mitos::proto::graphql::rules
