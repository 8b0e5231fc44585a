/// Fragment Spread Target Defined (5.5.2.1).
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class known_fragment_names : rule {
public:
  using rule::rule;

  void enter(const ast::fragment_spread& s) {
    if (!context_.find_fragment(s.name.text))
      report("Unknown fragment " + quoted(s.name.text) + ".", s.name.at);
  }
};

} // namespace mitos::proto::graphql::rules
