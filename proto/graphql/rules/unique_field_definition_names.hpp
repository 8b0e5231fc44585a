/// A type, its extensions included, has each field once.
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class unique_field_definition_names : rule {
public:
  using rule::rule;

  void enter(const ast::type_definition& d) {
    for (const ast::field_definition& f : d.fields)
      check(d.name, f.name);
    for (const ast::input_value_definition& f : d.input_fields)
      check(d.name, f.name);
  }

private:
  void check(const ast::name& type, const ast::name& field) {
    if (const location* first = known_[type.text].add(field))
      report("Field \"" + std::string(type.text) + "." + std::string(field.text) +
                 "\" can only be defined once.",
             {*first, field.at});
  }

  std::unordered_map<std::string_view, unique_names> known_;
};

} // namespace mitos::proto::graphql::rules
