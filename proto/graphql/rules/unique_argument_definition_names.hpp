/// A field or directive has each argument once.
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class unique_argument_definition_names : rule {
public:
  using rule::rule;

  void enter(const ast::directive_definition& d) { check("@" + std::string(d.name.text), d.arguments); }
  void enter(const ast::type_definition& d) {
    for (const ast::field_definition& f : d.fields)
      check(std::string(d.name.text) + "." + std::string(f.name.text), f.arguments);
  }

private:
  void check(const std::string& owner, const node_list<ast::input_value_definition>& arguments) {
    const auto name_of = [](const ast::input_value_definition& a) -> const ast::name& { return a.name; };
    for_each_duplicate(arguments, name_of, [&](std::string_view name, std::vector<location> places) {
      report("Argument \"" + owner + "(" + std::string(name) + ":)\" can only be defined once.",
             std::move(places));
    });
  }
};

} // namespace mitos::proto::graphql::rules
