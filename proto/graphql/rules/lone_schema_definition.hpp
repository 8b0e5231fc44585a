/// SDL says once what the schema is.
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class lone_schema_definition : rule {
public:
  using rule::rule;

  void enter(const ast::schema_definition& d) {
    if (d.extension)
      return;
    if (defined_)
      report("Must provide only one schema definition.", d.at);
    defined_ = true;
  }

private:
  bool defined_ = false;
};

} // namespace mitos::proto::graphql::rules
