/// Directives of a schema do not share a name.
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class unique_directive_names : rule {
public:
  using rule::rule;

  void enter(const ast::directive_definition& d) {
    if (const location* first = known_.add(d.name))
      report("There can be only one directive named \"@" + std::string(d.name.text) + "\".",
             {*first, d.name.at});
  }

private:
  unique_names known_;
};

} // namespace mitos::proto::graphql::rules
