/// Execution (specification, section 6): a planned operation over a root value, straight to response text.
#pragma once

#include "proto/graphql/plan.hpp"

namespace mitos::proto::graphql {

/// What one execution is of.
struct execution_request {
  const graphql::schema& schema;
  const graphql::fragments& fragments;
  const ast::operation_definition& operation;
  const named_type* root_type;     ///< nullptr where the schema has no such operation
  const selection_plan* root_plan; ///< nullptr where none was made ahead
  const json::object& variables;
  const coerced_arguments& arguments; ///< as far as they are known
  const json::value* root;
  const void* context;
  additions added;            ///< what coercion may add to the arguments
  std::size_t response_bytes; ///< the most that it may write
  std::size_t waiting_calls;  ///< the most that it may wait for at once
};

} // namespace mitos::proto::graphql
