/// Input Object Field Uniqueness (5.6.3).
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class unique_input_field_names : rule {
public:
  using rule::rule;

  void enter(const ast::value&, const ast::object_value&) { known_.emplace_back(); }
  void leave(const ast::value&, const ast::object_value&) { known_.pop_back(); }
  void enter(const ast::object_field& f) {
    if (const location* first = known_.back().add(f.name))
      report("There can be only one input field named " + quoted(f.name.text) + ".", {*first, f.name.at});
  }

private:
  std::vector<unique_names> known_; ///< of each object around
};

} // namespace mitos::proto::graphql::rules
