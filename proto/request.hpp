/// One GraphQL request: what a subscribe carries (P7).
#pragma once

#include "proto/json.hpp"

#include <optional>
#include <string>

namespace mitos::proto {

/// The specification's request (section 6.1) as text and values; nothing is parsed as GraphQL yet.
struct request {
  std::string query{};
  std::optional<std::string> operation_name{};
  json::object variables{};
  json::object extensions{};

  bool operator==(const request&) const = default;
};

} // namespace mitos::proto
