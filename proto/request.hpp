/// One GraphQL request: what a subscribe carries (P7).
#pragma once

#include "proto/json.hpp"

#include <optional>
#include <string>

namespace mitos::proto {

/// The specification's request (section 6.1) as text and values; nothing is parsed as GraphQL yet.
struct request {
  std::string query{};                         ///< the document's text, perhaps empty
  std::optional<std::string> operation_name{}; ///< which of its operations; none where it was null or missing
  json::object variables{};                    ///< not coerced yet; empty where it was null or missing
  json::object extensions{}; ///< for the host's executor; empty where it was null or missing

  bool operator==(const request&) const = default; ///< of text and values, not of what they mean
};

} // namespace mitos::proto
