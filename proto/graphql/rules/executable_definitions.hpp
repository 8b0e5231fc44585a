/// Executable Definitions (5.1.1): nothing but operations and fragments in a document to execute.
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class executable_definitions : rule {
public:
  using rule::rule;

  bool enter(const ast::document& d) {
    for (const ast::definition& definition : d.definitions)
      std::visit([this](const auto& node) { check(node); }, definition);
    return false;
  }

private:
  void check(const ast::operation_definition&) {}
  void check(const ast::fragment_definition&) {}
  void check(const ast::schema_definition& d) { report("The schema definition is not executable.", d.at); }
  template <class Definition>
  void check(const Definition& d) {
    report("The " + quoted(d.name.text) + " definition is not executable.", d.at);
  }
};

} // namespace mitos::proto::graphql::rules
