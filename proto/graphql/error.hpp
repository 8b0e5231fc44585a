/// A GraphQL error (specification, section 7.1.2): message, locations, path, extensions, and its JSON text.
#pragma once

#include "proto/json.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace mitos::proto::graphql {

/// Where something begins in a document; both count from 1, columns in UTF-16 units as graphql-js counts.
struct location {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  bool operator==(const location&) const = default;
};

/// A response name or an index in a list.
using path_key = std::variant<std::string, std::size_t>;

struct error {
  std::string message{};
  std::vector<location> locations{};
  std::vector<path_key> path{};
  json::object extensions{};
  bool operator==(const error&) const = default;
};

using errors = std::vector<error>;

/// Appends one error; empty locations, path and extensions are left out.
void write(std::string& out, const error& e);
/// Appends the array of them.
void write(std::string& out, const errors& list);
/// The JSON text of the array: the payload of an `error` message.
std::string to_text(const errors& list);

} // namespace mitos::proto::graphql
