/// All Variable Uses Defined (5.8.3).
#pragma once

#include "proto/graphql/rules/rule.hpp"

#include <unordered_set>

namespace mitos::proto::graphql::rules {

class no_undefined_variables : rule {
public:
  using rule::rule;

  void leave(const ast::operation_definition& d) {
    std::unordered_set<std::string_view> defined;
    for (const ast::variable_definition& v : d.variable_definitions)
      defined.insert(v.variable.text);
    const std::string by = d.name ? " by operation " + quoted(d.name.text) : "";
    for (const variable_usage& u : context_.recursive_variable_usages(d))
      if (!defined.contains(u.name))
        report("Variable \"$" + std::string(u.name) + "\" is not defined" + by + ".", {u.node->at, d.at});
  }
};

} // namespace mitos::proto::graphql::rules
