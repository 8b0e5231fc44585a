/// What is known about the types at one point of a walk through a document.
#pragma once

#include "proto/graphql/schema.hpp"

namespace mitos::proto::graphql {

struct type_info {
  const graphql::type* type = nullptr;              ///< of the field or fragment around
  const named_type* parent_type = nullptr;          ///< of the selection set around
  const graphql::type* input_type = nullptr;        ///< what a value here should be
  const graphql::type* parent_input_type = nullptr; ///< the same, one level out
  const graphql::field* field = nullptr;
  const graphql::directive* directive = nullptr;
  const input_value* argument = nullptr;
  bool has_default = false; ///< where a value is missing here, another takes its place

  void enter_input(const graphql::type* t, bool defaults) {
    parent_input_type = input_type;
    input_type = t && t->named().is_input() ? t : nullptr;
    has_default = defaults;
  }
};

} // namespace mitos::proto::graphql
