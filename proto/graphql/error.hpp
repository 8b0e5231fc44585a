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
  std::uint32_t line = 1;                           ///< from 1
  std::uint32_t column = 1;                         ///< from 1, in UTF-16 units
  bool operator==(const location&) const = default; ///< the same place
};

/// A response name or an index in a list.
using path_key = std::variant<std::string, std::size_t>;

/// What a client is told, of a request or of a field (specification, section 7.1.2).
struct error {
  std::string message{};             ///< for developers; what is no UTF-8 in it becomes U+FFFD
  std::vector<location> locations{}; ///< in the document; the engine fills in a resolver's
  std::vector<path_key> path{};      ///< from the response's root; empty where no field is to blame
  json::object extensions{};         ///< the host's own: a code, say
  bool operator==(const error&) const = default; ///< in every member
};

/// In the order in which they were found.
using errors = std::vector<error>;

/// Appends one error; empty locations, path and extensions are left out.
void write(std::string& out, const error& e);
/// Appends the array of them.
void write(std::string& out, const errors& list);
/// The JSON text of the array: the payload of an `error` message.
std::string to_text(const errors& list);

} // namespace mitos::proto::graphql
