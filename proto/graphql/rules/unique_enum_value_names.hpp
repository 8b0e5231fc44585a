/// An enum, its extensions included, has each value once.
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class unique_enum_value_names : rule {
public:
  using rule::rule;

  void enter(const ast::type_definition& d) {
    for (const ast::enum_value_definition& v : d.enum_values)
      if (const location* first = known_[d.name.text].add(v.name))
        report("Enum value \"" + std::string(d.name.text) + "." + std::string(v.name.text) +
                   "\" can only be defined once.",
               {*first, v.name.at});
  }

private:
  std::unordered_map<std::string_view, unique_names> known_;
};

} // namespace mitos::proto::graphql::rules
