/// All Variables Used (5.8.4).
#pragma once

#include "proto/graphql/rules/rule.hpp"

#include <unordered_set>

namespace mitos::proto::graphql::rules {

class no_unused_variables : rule {
public:
  using rule::rule;

  void leave(const ast::operation_definition& d) {
    std::unordered_set<std::string_view> used;
    for (const variable_usage& u : context_.recursive_variable_usages(d))
      used.insert(u.name);
    const std::string in = d.name ? " in operation " + quoted(d.name.text) : "";
    for (const ast::variable_definition& v : d.variable_definitions)
      if (!used.contains(v.variable.text))
        report("Variable \"$" + std::string(v.variable.text) + "\" is never used" + in + ".", v.at);
  }
};

} // namespace mitos::proto::graphql::rules
