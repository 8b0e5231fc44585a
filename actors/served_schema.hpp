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
  std::string topic{};
  /// Executes each event for each session of its own, so that resolvers see it. Else once for all who asked
  /// the same, and they see none.
  bool per_session = false;
  /// The field's value is an object {id, topic, payload, at, node}; else it is the payload alone.
  bool whole_event = false;
};

/// Values made one by one, no sooner than the client takes them and `every` has passed since the last.
struct paced_source {
  std::function<std::optional<proto::json::value>()> next{}; ///< nothing: the stream is complete
  std::chrono::milliseconds every{};
};

/// Whatever the host pushes, from any thread, when it is asked for. `start` is called in the executor's turn.
struct stream_source {
  std::function<void(event_stream to)> start{};
};

/// An actor that speaks source_messages.hpp. Its death is an error for the client (P27).
struct actor_source {
  caf::actor actor{};
};

using source = std::variant<topic_source, paced_source, stream_source, actor_source, proto::graphql::error>;

/// What a source is chosen by. A function of the arguments alone will do.
struct source_call {
  const proto::json::object& arguments; ///< coerced
  const session_ptr& session;

  operator const proto::json::object&() const { return arguments; }
};

/// By the root field of the subscription.
using sources = std::map<std::string, std::function<source(const source_call& call)>, std::less<>>;

struct served_schema {
  proto::graphql::shared_schema schema{};
  proto::graphql::limits limits{}; ///< of each document
  actors::sources sources{};
  proto::json::value root{}; ///< what the root fields of queries and mutations are resolved from
  /// An execution that waits longer answers without what is missing: errors stand there.
  std::chrono::nanoseconds execution_timeout = std::chrono::minutes(1);
};

/// Throws std::invalid_argument that names them where sources are of no subscription field.
void check(const served_schema& served);

/// A schema as a host writes it down.
struct schema_parts {
  std::string sdl{};
  proto::graphql::resolvers resolvers{};
  actors::sources sources{};
  proto::graphql::host_scalars scalars{};
  proto::json::value root{}; ///< what the root fields of queries and mutations are resolved from
};

/// Throws std::invalid_argument with all that is wrong, a line each, in the order in which it is found: the
/// SDL, then functions for what the SDL does not have, then what has no function: subscription fields without
/// a source, abstract types without a resolver "Type.__typename", root fields with neither a resolver nor a
/// member of `root`.
served_schema make_schema(schema_parts parts);

} // namespace mitos::actors
