/// Argument Names (5.4.1): every argument is one of its field or directive.
#pragma once

#include "proto/graphql/rules/rule.hpp"
#include "proto/graphql/suggestions.hpp"

#include <algorithm>

namespace mitos::proto::graphql::rules {

class known_argument_names_on_directives : protected rule {
public:
  using rule::rule;

  bool enter(const ast::directive& d) {
    if (const ast::directive_definition* known = context_.find_directive(d.name.text))
      for (const ast::argument& a : d.arguments)
        check(a, d, *known);
    return false;
  }

private:
  void check(const ast::argument& a, const ast::directive& d, const ast::directive_definition& known) {
    const auto is_named = [&a](const ast::input_value_definition& v) { return v.name.text == a.name.text; };
    if (std::any_of(known.arguments.begin(), known.arguments.end(), is_named))
      return;
    std::vector<std::string_view> names;
    for (const ast::input_value_definition& v : known.arguments)
      names.push_back(v.name.text);
    report("Unknown argument " + quoted(a.name.text) + " on directive \"@" + std::string(d.name.text) +
               "\"." + did_you_mean(suggestion_list(a.name.text, names)),
           a.name.at);
  }
};

class known_argument_names : public known_argument_names_on_directives {
public:
  using known_argument_names_on_directives::enter;
  using known_argument_names_on_directives::known_argument_names_on_directives;

  void enter(const ast::argument& a) {
    const type_info& t = context_.types;
    if (!t.argument && t.field && t.parent_type)
      report("Unknown argument " + quoted(a.name.text) + " on field \"" + t.parent_type->name + "." +
                 t.field->name + "\"." +
                 did_you_mean(suggestion_list(a.name.text, names_of(t.field->arguments))),
             a.name.at);
  }
};

} // namespace mitos::proto::graphql::rules
