/// Variable Uniqueness (5.8.1).
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class unique_variable_names : rule {
public:
  using rule::rule;

  void enter(const ast::operation_definition& d) {
    const auto name_of = [](const ast::variable_definition& v) -> const ast::name& { return v.variable; };
    for_each_duplicate(
        d.variable_definitions, name_of, [this](std::string_view name, std::vector<location> places) {
          report("There can be only one variable named \"$" + std::string(name) + "\".", std::move(places));
        });
  }
};

} // namespace mitos::proto::graphql::rules
