/// What an executor and an actor that is a source of events say to each other.
#pragma once

#include "actors/gatekeeper.hpp"
#include "proto/graphql/error.hpp"
#include "proto/json.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace mitos::actors {

/// Names a stream among all that its executor ever starts.
using stream_number = std::uint64_t;

// From an executor. A source answers to the sender, and knows a stream by (sender, number). It hears
// start_events, then any number of events_demand, then at most one cancel_events. The last two may cross the
// source's own end of the stream: of a number that it does not know they are to be ignored.

/// A *request*, to be answered with nothing; an error refuses the stream (P27). Events need not wait for the
/// answer.
struct start_events {
  stream_number number = 0;        ///< from 1 on, growing, never used again by its executor
  std::string field{};             ///< the root field of the subscription
  proto::json::object arguments{}; ///< of that field, coerced (specification, section 6.4.1)
  session_ptr session{};           ///< admitted::session of whoever subscribed
  std::size_t demand = 0;          ///< events that may be sent before `events_demand` grants more
};
/// Grants further events, as the client takes the results of those that came.
struct events_demand {
  stream_number number = 0; ///< start_events::number
  std::size_t events = 0;   ///< at least 1, on top of what was granted and is not used up
};
/// Nothing is to be sent any more: the client has gone, the executor ends, or the source sent too much. Not
/// sent for a stream of which the executor has heard that it is over. It wants no answer.
struct cancel_events {
  stream_number number = 0; ///< start_events::number
};

// To the executor: event_emitted*, then one of the others. What comes late is dropped there. More events than
// were asked for fail the stream (P27): nothing is lost in silence, and no queue grows.

/// One event; they are executed one behind the other, in their order. It uses up one that was granted.
struct event_emitted {
  stream_number number = 0;   ///< start_events::number
  proto::json::value event{}; ///< the root value's member that is named like the root field
};
/// The stream is over: `complete`, behind the events that came before it (P24).
struct events_completed {
  stream_number number = 0; ///< start_events::number
};
/// The stream is over: `error`, behind the events that came before it (P27).
struct events_failed {
  stream_number number = 0;    ///< start_events::number
  proto::graphql::error why{}; ///< what the client is told
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::start_events)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::events_demand)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::cancel_events)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::event_emitted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::events_completed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::events_failed)
