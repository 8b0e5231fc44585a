/// Argument Uniqueness (5.4.2).
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class unique_argument_names : rule {
public:
  using rule::rule;

  void enter(const ast::field& f) { check(f.arguments); }
  void enter(const ast::directive& d) { check(d.arguments); }

private:
  void check(const node_list<ast::argument>& arguments) {
    const auto name_of = [](const ast::argument& a) -> const ast::name& { return a.name; };
    for_each_duplicate(arguments, name_of, [this](std::string_view name, std::vector<location> places) {
      report("There can be only one argument named " + quoted(name) + ".", std::move(places));
    });
  }
};

} // namespace mitos::proto::graphql::rules
