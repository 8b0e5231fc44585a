/// What the resolvers of a served schema get as their context.
#pragma once

#include "actors/gatekeeper.hpp"
#include "actors/topic_hub.hpp"
#include "proto/graphql/resolver.hpp"

#include <caf/actor.hpp>
#include <caf/actor_addr.hpp>
#include <caf/message.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace mitos::actors {

/// Names an execution among all of its executor.
using execution_number = std::uint64_t;

/// What an executor does for resolvers, in its own turn.
struct resolver_services {
  /// Makes an event of the topic and hands it to the hub.
  std::function<shared_event(std::string topic, proto::json::value payload)> publish;
  /// Requests an actor; what it replies (ask.hpp) is the answer to the call.
  std::function<proto::graphql::pending(const proto::graphql::field_call& call, const caf::actor& whom,
                                        const caf::message& question, std::chrono::nanoseconds timeout)>
      ask;
  caf::actor_addr here; ///< where answers are sent to; it keeps nobody alive
};

/// As long as the execution waits, it stays.
struct execution_context {
  session_ptr session;         ///< what the gatekeeper admitted; none in events that several sessions share
  execution_number number = 0; ///< by which answers find the execution; never used again
  const resolver_services* services = nullptr; ///< the executor's own: in its turn only

  /// Publishes to the executor's topics, in the executor's turn, and returns the event that was made: it is
  /// on its way to the hub. The events of an executor are heard in the order of publishing.
  shared_event publish(std::string topic, proto::json::value payload) const {
    return services->publish(std::move(topic), std::move(payload));
  }
};

/// The context of a call in a schema that a schema_executor serves.
inline const execution_context& context_of(const proto::graphql::field_call& call) {
  return *static_cast<const execution_context*>(call.context);
}

/// The session of whoever asked, which the gatekeeper admitted as a std::shared_ptr<const T>; nullptr without
/// one.
template <class T>
const T* session_of(const proto::graphql::field_call& call) {
  return static_cast<const T*>(context_of(call).session.get());
}

} // namespace mitos::actors
