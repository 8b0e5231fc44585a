/// The three kinds of operation.
#pragma once

#include <string_view>

namespace mitos::proto::graphql {

enum class operation_type { query, mutation, subscription };

constexpr std::string_view to_text(operation_type t) {
  switch (t) {
  case operation_type::mutation: return "mutation";
  case operation_type::subscription: return "subscription";
  default: return "query";
  }
}

} // namespace mitos::proto::graphql
