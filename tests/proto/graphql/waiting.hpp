/// An execution whose resolvers answer when a test says so.
#pragma once

#include "tests/proto/graphql/asked.hpp"

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace mitos::tests {

/// The context of an execution: what its resolvers asked for, by response path ("a.0.b").
struct waiting {
  waiting() = default;
  waiting(const waiting&) = delete;
  waiting& operator=(const waiting&) = delete;

  std::map<std::string, graphql::call_number> calls;
  std::vector<std::string> asked;    ///< in the order of the calls
  std::vector<std::string> unwanted; ///< in the order in which they were told
  std::optional<graphql::execution> execution;
  std::string response; ///< once there is one

  /// Begins the document; what its resolvers return comes from `later`.
  void begin(std::string_view document, const graphql::shared_schema& schema, std::string_view root = "null",
             const graphql::limits& limits = {});
  void answers(const std::string& path, std::string_view json);
  void fails(const std::string& path, std::string_view message);
  void takes(const std::string& path, const graphql::outcome& what);
  void gives_up(std::string why);
};

/// A resolver that is pending until the test answers for its path.
graphql::resolved later(const graphql::field_call& call);
/// A resolver of so many items, each of which is pending.
graphql::resolver later_items(std::size_t count);
std::string to_text(const std::vector<graphql::path_key>& path);

} // namespace mitos::tests
