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

// From a connection. An executor answers to the sender, and knows an operation by (sender, number).

struct start_operation {
  operation_number number = 0;
  std::shared_ptr<const proto::request> request{};
  session_ptr session{};
  /// Results that may be sent before `operation_demand` grants more. A source that cannot wait may
  /// disregard it; its client is then closed as a slow consumer when the queue is full.
  std::size_t demand = 0;
};
/// Nothing is to be sent for the operation any more, not even a completion.
struct cancel_operation {
  operation_number number = 0;
};
struct operation_demand {
  operation_number number = 0;
  std::size_t results = 0;
};

// To the connection: operation_next*, then one of the others. What comes late is dropped there.

struct operation_next {
  operation_number number = 0;
  proto::shared_text payload{}; ///< JSON text of an execution result, or of several without a gap
  bool may_be_dropped = false;  ///< the source does not wait for a slow client: its slow_policy decides
  /// Of several, where each ends: one message and one piece of memory cost less than many.
  std::vector<std::size_t> ends{};
};
/// Nothing was, or will further be, executed (P25, P27).
struct operation_failed {
  operation_number number = 0;
  proto::shared_text errors{}; ///< JSON text of a non-empty array
};
struct operation_completed {
  operation_number number = 0;
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::start_operation)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::cancel_operation)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::operation_demand)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::operation_next)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::operation_failed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::operation_completed)
