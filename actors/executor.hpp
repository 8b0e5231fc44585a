/// The seam of execution: an actor that runs operations for connections.
#pragma once

#include "actors/gatekeeper.hpp"
#include "proto/message.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace mitos::actors {

/// Names an operation among all that its connection ever starts: an id with its generation (P30).
using operation_number = std::uint64_t;

// From a connection. An executor answers to the sender, and knows an operation by (sender, number). It hears
// start_operation, then any number of operation_demand, then at most one cancel_operation. A demand or cancel
// of a number that it does not know is to be ignored: it crossed the operation's end, or was meant for an
// executor that has died.

/// Begins an operation. Those of one connection come in the order of their `subscribe` (P31), none before the
/// connection is admitted.
struct start_operation {
  operation_number number = 0;                     ///< from 1 on, growing, never used again by its connection
  std::shared_ptr<const proto::request> request{}; ///< never null; not parsed or validated as GraphQL yet
  session_ptr session{};                           ///< admitted::session; null where there is none
  /// Results that may be sent before `operation_demand` grants more. A source that cannot wait may
  /// disregard it; its client is then closed as a slow consumer when the queue is full. At least 1.
  std::size_t demand = 0;
};
/// Nothing is to be sent for the operation any more, not even a completion; it wants no answer. Sent once for
/// each operation that the executor did not end itself: the client completed it (P28), took its id for
/// another (L7), its connection ends (P34), or its executor died, whose successor is told.
struct cancel_operation {
  operation_number number = 0; ///< start_operation::number
};
/// Grants further results, as the client takes those that came (promise 5).
struct operation_demand {
  operation_number number = 0; ///< start_operation::number
  std::size_t results = 0;     ///< at least 1, on top of what was granted and is not used up
};

// To the connection: operation_next*, then at most one of the others, from whatever actor. What comes for a
// number that has ended, or never was, is dropped there and counted (results_suppressed). Where an executor
// dies, its supervisor tells the connections, whose live operations then fail as our fault.

/// One or several results (P24, P26). Each uses up one of the results that were granted; more than that are
/// not refused, but wait for the wire like all that is said.
struct operation_next {
  operation_number number = 0;  ///< start_operation::number
  proto::shared_text payload{}; ///< never null: JSON text of an execution result, or of several without a gap
  bool may_be_dropped = false;  ///< the source does not wait for a slow client: its slow_policy decides
  /// Of several, where each ends, in bytes from the payload's begin; empty for one. One message and one piece
  /// of memory cost less than many.
  std::vector<std::size_t> ends{};
};
/// Nothing was, or will further be, executed (P25, P27): `error`, behind the results that came before it.
struct operation_failed {
  operation_number number = 0; ///< start_operation::number
  proto::shared_text errors{}; ///< never null: JSON text of a non-empty array
};
/// It is done: `complete`, behind the results that came before it (P24).
struct operation_completed {
  operation_number number = 0; ///< start_operation::number
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::start_operation)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::cancel_operation)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::operation_demand)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::operation_next)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::operation_failed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::operation_completed)
