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

// From an executor. A source answers to the sender, and knows a stream by (sender, number).

/// A *request*, to be answered with nothing; an error refuses the stream.
struct start_events {
  stream_number number = 0;
  std::string field{}; ///< of the subscription
  proto::json::object arguments{};
  session_ptr session{};
  std::size_t demand = 0; ///< events that may be sent before `events_demand` grants more
};
struct events_demand {
  stream_number number = 0;
  std::size_t events = 0;
};
/// The client has gone: nothing is to be sent any more. Not sent for a stream that the source has ended.
struct cancel_events {
  stream_number number = 0;
};

// To the executor: event_emitted*, then one of the others. What comes late is dropped there. More events than
// were asked for fail the stream (P27): nothing is lost in silence, and no queue grows.

struct event_emitted {
  stream_number number = 0;
  proto::json::value event{};
};
struct events_completed {
  stream_number number = 0;
};
struct events_failed {
  stream_number number = 0;
  proto::graphql::error why{};
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::start_events)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::events_demand)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::cancel_events)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::event_emitted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::events_completed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::events_failed)
