/// Variables Are Input Types (5.8.2).
#pragma once

#include "proto/graphql/printer.hpp"
#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class variables_are_input_types : rule {
public:
  using rule::rule;

  void enter(const ast::variable_definition& d) {
    const type* t = context_.type_of(d.type);
    if (t && !t->named().is_input())
      report("Variable \"$" + std::string(d.variable.text) + "\" cannot be non-input type " +
                 quoted(print(d.type)) + ".",
             d.type.at);
  }
};

} // namespace mitos::proto::graphql::rules
