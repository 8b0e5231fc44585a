/// Lone Anonymous Operation (5.2.2.1).
#pragma once

#include "proto/graphql/rules/rule.hpp"

#include <algorithm>

namespace mitos::proto::graphql::rules {

class lone_anonymous_operation : rule {
public:
  using rule::rule;

  void enter(const ast::document& d) {
    operations_ = std::count_if(d.definitions.begin(), d.definitions.end(), [](const ast::definition& x) {
      return std::holds_alternative<ast::operation_definition>(x);
    });
  }
  void enter(const ast::operation_definition& d) {
    if (!d.name && operations_ > 1)
      report("This anonymous operation must be the only defined operation.", d.at);
  }

private:
  std::ptrdiff_t operations_ = 0;
};

} // namespace mitos::proto::graphql::rules
