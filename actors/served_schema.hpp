/// A schema that can be served: its engine, and where its subscriptions' events come from.
#pragma once

#include "actors/event_stream.hpp"
#include "actors/execution_context.hpp"
#include "proto/graphql/engine.hpp"

#include <caf/actor.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>

namespace mitos::actors {

/// Every event of a topic.
struct topic_source {
  std::string topic;
  /// Executes each event for each session of its own, so that resolvers see it. Else once for all who asked
  /// the same, and they see none.
  bool per_session = false;
};

/// Values made one by one, no sooner than the client takes them and `every` has passed since the last.
struct paced_source {
  std::function<std::optional<proto::json::value>()> next; ///< nothing: the stream is complete
  std::chrono::milliseconds every{};
};

/// Whatever the host pushes, from any thread, when it is asked for. `start` is called in the executor's turn.
struct stream_source {
  std::function<void(event_stream to)> start;
};

/// An actor that speaks source_messages.hpp. Its death is an error for the client (P27).
struct actor_source {
  caf::actor actor;
};

using source = std::variant<topic_source, paced_source, stream_source, actor_source, proto::graphql::error>;

/// What a source is chosen by. A function of the arguments alone will do.
struct source_call {
  const proto::json::object& arguments; ///< coerced
  const session_ptr& session;

  operator const proto::json::object&() const { return arguments; }
};

struct served_schema {
  proto::graphql::shared_schema schema;
  proto::graphql::limits limits; ///< of each document
  /// By the root field of the subscription.
  std::map<std::string, std::function<source(const source_call& call)>, std::less<>> sources;
  proto::json::value root{}; ///< what the root fields of queries and mutations are resolved from
  /// An execution that waits longer answers without what is missing: errors stand there.
  std::chrono::nanoseconds execution_timeout = std::chrono::minutes(1);
};

/// Throws std::invalid_argument that names them where sources are of no subscription field.
void check(const served_schema& served);

} // namespace mitos::actors
