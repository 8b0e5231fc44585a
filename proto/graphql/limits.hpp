/// What a document may cost before it is refused (bad-input.md, GraphQL).
#pragma once

#include "proto/json.hpp"

#include <cstddef>

namespace mitos::proto::graphql {

/// A literal of a custom scalar is held to what a JSON message is held to.
inline constexpr json::limits literal_limits;

struct limits {
  std::size_t document_bytes = std::size_t{256} * 1024;
  std::size_t tokens = 15'000;
  std::size_t nesting = 200; ///< of anything, while parsing: nothing recurses deeper
  std::size_t selection_depth = 20;
  std::size_t root_aliases = 50;
  std::size_t directives_per_node = 16;
  std::size_t fragments = 500;
  std::size_t expanded_selections = 10'000; ///< selections of an operation, fragments unfolded
  std::size_t variables = 500;
  std::size_t introspection_depth = 20;
  std::size_t introspection_fields = 500;
  /// Of an operation's arguments together, each variable counted wherever an argument says it; and again of
  /// what coercion adds to the variables, and to the arguments.
  std::size_t coerced_values = 100'000;
  std::size_t coerced_bytes = std::size_t{1024} * 1024;
  std::size_t response_bytes = std::size_t{1024} * 1024; ///< of one execution: execute() stops there
  std::size_t waiting_calls = 10'000; ///< resolvers of one execution that owe an answer at once
};

/// For texts of the host itself, such as its schema.
inline constexpr limits no_limits{.document_bytes = std::size_t{64} * 1024 * 1024, .tokens = 16'000'000};

/// Of the defaults in one schema: what they add to one another, and how deep one may be.
inline constexpr std::size_t default_values = 100'000;
inline constexpr std::size_t default_bytes = std::size_t{1024} * 1024;
inline constexpr std::size_t default_levels = literal_limits.depth;

} // namespace mitos::proto::graphql
