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
  std::string topic{}; ///< exact: there are no patterns
  /// Executes each event for each session of its own, so that resolvers see it. Else once for all who asked
  /// the same, and they see none.
  bool per_session = false;
  /// The field's value is an object {id, topic, payload, at, node}; else it is the payload alone.
  bool whole_event = false;
};

/// Values made one by one, no sooner than the client takes them and `every` has passed since the last.
struct paced_source {
  /// Called in the executor's turn: it must not wait. What it throws fails the operation.
  std::function<std::optional<proto::json::value>()> next{}; ///< nothing: the stream is complete
  std::chrono::milliseconds every{};                         ///< the first value comes at once
};

/// Whatever the host pushes, from any thread, when it is asked for. `start` is called in the executor's turn.
struct stream_source {
  std::function<void(event_stream to)> start{}; ///< must not wait; what it throws fails the operation
};

/// An actor that speaks source_messages.hpp. Its death is an error for the client (P27).
struct actor_source {
  caf::actor actor{}; ///< watched, and kept alive, while it has a stream; none: the operation fails
};

/// Where the events of one subscription come from; an error refuses it (P25), at the root field's path.
using source = std::variant<topic_source, paced_source, stream_source, actor_source, proto::graphql::error>;

/// What a source is chosen by. A function of the arguments alone will do.
struct source_call {
  const proto::json::object& arguments; ///< of the root field, coerced; for the call only
  const session_ptr& session;           ///< admitted::session of whoever subscribes

  /// For functions of the arguments alone.
  operator const proto::json::object&() const { return arguments; }
};

/// By the root field of the subscription. Called in an executor's turn, by several io threads at once: they
/// must not wait. What they throw fails the operation.
using sources = std::map<std::string, std::function<source(const source_call& call)>, std::less<>>;

/// What `serves` needs; shared by the executors of all io threads.
struct served_schema {
  proto::graphql::shared_schema schema{}; ///< never null where it is served
  proto::graphql::limits limits{};        ///< of each document
  actors::sources sources{};              ///< a subscription field without one refuses whoever asks (P25)
  proto::json::value root{};              ///< what the root fields of queries and mutations are resolved from
  /// An execution that waits longer answers without what is missing: errors stand there.
  std::chrono::nanoseconds execution_timeout = std::chrono::minutes(1);
};

/// Throws std::invalid_argument that names the field where a source is empty or of no subscription field.
void check(const served_schema& served);

/// A schema as a host writes it down.
struct schema_parts {
  std::string sdl{};                      ///< the type system document (specification, section 3)
  proto::graphql::resolvers resolvers{};  ///< by "Type.field"
  actors::sources sources{};              ///< by subscription field: each must have one
  proto::graphql::host_scalars scalars{}; ///< by the name of the scalar; one may be left out
  proto::json::value root{};              ///< what the root fields of queries and mutations are resolved from
};

/// Throws std::invalid_argument with all that is wrong, a line each, in the order in which it is found: the
/// SDL, then functions for what the SDL does not have, then what has no function: subscription fields without
/// a source, abstract types without a resolver "Type.__typename", root fields with neither a resolver nor a
/// member of `root`.
served_schema make_schema(schema_parts parts);

} // namespace mitos::actors
