/// What a document may cost before it is refused (bad-input.md, GraphQL).
#pragma once

#include "proto/json.hpp"

#include <cstddef>

namespace mitos::proto::graphql {

/// A literal of a custom scalar is held to what a JSON message is held to.
inline constexpr json::limits literal_limits;

/// Of one document, and of one execution of it. Over one of them there is an error that says so: a request
/// error as long as nothing was executed (P25).
struct limits {
  std::size_t document_bytes = std::size_t{256} * 1024; ///< of its text
  std::size_t tokens = 15'000;                          ///< comments and commas are none
  std::size_t nesting = 200;                ///< of anything, while parsing: nothing recurses deeper
  std::size_t selection_depth = 20;         ///< fields in one another, fragments unfolded, of each operation
  std::size_t root_aliases = 50;            ///< fields with an alias at the root, fragments unfolded
  std::size_t directives_per_node = 16;     ///< in one place: on a field, a fragment, an operation
  std::size_t fragments = 500;              ///< defined in the document
  std::size_t expanded_selections = 10'000; ///< selections of an operation, fragments unfolded
  std::size_t variables = 500;              ///< that one operation declares
  std::size_t introspection_depth = 20;     ///< fields in one another from __schema or __type on
  std::size_t introspection_fields = 500;   ///< selections from __schema and __type on, fragments unfolded
  /// Of an operation's arguments together, each variable counted wherever an argument says it; and again of
  /// what coercion adds to the variables, and to the arguments.
  std::size_t coerced_values = 100'000;
  std::size_t coerced_bytes = std::size_t{1024} * 1024;  ///< of their texts, numbers and members' names
  std::size_t response_bytes = std::size_t{1024} * 1024; ///< of one execution: execute() stops there
  std::size_t waiting_calls = 10'000; ///< resolvers of one execution that owe an answer at once
};

/// For texts of the host itself, such as its schema.
inline constexpr limits no_limits{.document_bytes = std::size_t{64} * 1024 * 1024, .tokens = 16'000'000};

/// Values that the defaults in one schema may add to one another.
inline constexpr std::size_t default_values = 100'000;
/// The same in bytes of texts, numbers and members' names.
inline constexpr std::size_t default_bytes = std::size_t{1024} * 1024;
/// Lists and objects in one another that one default may have.
inline constexpr std::size_t default_levels = literal_limits.depth;

} // namespace mitos::proto::graphql
