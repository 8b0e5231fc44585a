/// Directives Are Unique per Location (5.7.3), unless they are repeatable.
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class unique_directives_per_location : rule {
public:
  using rule::rule;

  // The definition of a type and its extensions are one place, and so are those of the schema.
  void enter(const ast::schema_definition& d) { check(schema_, d.directives); }
  void enter(const ast::type_definition& d) { check(types_[d.name.text], d.directives); }

  template <class Node>
  requires requires(const Node& n) { n.directives; }
  void enter(const Node& n) {
    if (n.directives.size() < 2)
      return;
    seen here;
    check(here, n.directives);
  }

private:
  using seen = std::unordered_map<std::string_view, location>;

  void check(seen& here, const ast::directives& directives) {
    for (const ast::directive& d : directives) {
      const ast::directive_definition* known = context_.find_directive(d.name.text);
      if (!known || known->repeatable)
        continue;
      const auto [first, is_new] = here.try_emplace(d.name.text, d.at);
      if (!is_new)
        report("The directive \"@" + std::string(d.name.text) + "\" can only be used once at this location.",
               {first->second, d.at});
    }
  }

  seen schema_;
  std::unordered_map<std::string_view, seen> types_;
};

} // namespace mitos::proto::graphql::rules
