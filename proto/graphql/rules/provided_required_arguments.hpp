/// Required Arguments (5.4.3).
#pragma once

#include "proto/graphql/printer.hpp"
#include "proto/graphql/rules/rule.hpp"

#include <algorithm>

namespace mitos::proto::graphql::rules {

class provided_required_arguments_on_directives : protected rule {
public:
  using rule::rule;

  void leave(const ast::directive& d) {
    const ast::directive_definition* known = context_.find_directive(d.name.text);
    if (!known)
      return;
    for (const ast::input_value_definition& a : known->arguments)
      if (a.type.wrapper == ast::type_wrapper::non_null && !a.default_value && !has(d.arguments, a.name.text))
        report("Directive \"@" + std::string(d.name.text) + "\" argument " + quoted(a.name.text) +
                   " of type " + quoted(print(a.type)) + " is required, but it was not provided.",
               d.at);
  }

protected:
  static bool has(const node_list<ast::argument>& given, std::string_view name) {
    return std::any_of(given.begin(), given.end(),
                       [name](const ast::argument& a) { return a.name.text == name; });
  }
};

class provided_required_arguments : public provided_required_arguments_on_directives {
public:
  using provided_required_arguments_on_directives::leave;
  using provided_required_arguments_on_directives::provided_required_arguments_on_directives;

  void leave(const ast::field& f) {
    if (!context_.types.field)
      return;
    for (const input_value& a : context_.types.field->arguments)
      if (a.is_required() && !has(f.arguments, a.name))
        report("Field " + quoted(context_.types.field->name) + " argument " + quoted(a.name) + " of type " +
                   quoted(to_text(*a.type)) + " is required, but it was not provided.",
               f.at);
  }
};

} // namespace mitos::proto::graphql::rules
