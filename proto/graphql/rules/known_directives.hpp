/// Directives Are Defined (5.7.1) and in Valid Locations (5.7.2).
#pragma once

#include "proto/graphql/rules/rule.hpp"

#include <algorithm>

namespace mitos::proto::graphql::rules {

class known_directives : rule {
public:
  using rule::rule;

  void enter(const ast::directive& d) {
    const ast::directive_definition* known = context_.find_directive(d.name.text);
    const std::string name = "\"@" + std::string(d.name.text) + "\"";
    if (!known)
      report("Unknown directive " + name + ".", d.at);
    else if (!may_stand_here(*known))
      report("Directive " + name + " may not be used on " + std::string(context_.directive_location) + ".",
             d.at);
  }

private:
  bool may_stand_here(const ast::directive_definition& d) const {
    return std::any_of(d.locations.begin(), d.locations.end(),
                       [&](const ast::name& l) { return l.text == context_.directive_location; });
  }
};

} // namespace mitos::proto::graphql::rules
