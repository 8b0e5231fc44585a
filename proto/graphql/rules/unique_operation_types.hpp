/// A schema has one root type per operation.
#pragma once

#include "proto/graphql/rules/rule.hpp"

#include <array>
#include <optional>

namespace mitos::proto::graphql::rules {

class unique_operation_types : rule {
public:
  using rule::rule;

  void enter(const ast::schema_definition& d) {
    for (const ast::operation_type_definition& o : d.operation_types) {
      auto& first = defined_.at(static_cast<std::size_t>(o.operation));
      if (first)
        report("There can be only one " + std::string(to_text(o.operation)) + " type in schema.",
               {*first, o.at});
      else
        first = o.at;
    }
  }

private:
  std::array<std::optional<location>, 3> defined_;
};

} // namespace mitos::proto::graphql::rules
