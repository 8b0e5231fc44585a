/// Field Selections (5.3.1): a field exists on the type that it is asked of.
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class fields_on_correct_type : rule {
public:
  using rule::rule;

  void enter(const ast::field& f);
};

} // namespace mitos::proto::graphql::rules
