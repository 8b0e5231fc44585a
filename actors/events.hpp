/// What a connection hears, besides the verdict of a gatekeeper and the results of an executor.
#pragma once

#include "proto/close_code.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <string>
#include <variant>

namespace mitos::actors {

// From its wire, in this order: accepted, then any of the others, then exactly one wire_closed.

/// The upgrade is answered; the socket speaks WebSocket from here on.
struct accepted {};
/// One whole text message, in valid UTF-8 and within the limit of `transport::limit_message`.
struct text_received {
  std::string text; ///< not decoded yet
};
/// One whole binary message: closed with 4400 (P5). Its bytes are not passed on.
struct binary_received {};
/// What waited for the wire has shrunk to half of a soft mark after having been above it (transport.hpp).
struct wire_drained {};
/// Something waits for the wire, and for the write timeout the peer's side took no byte.
struct wire_stalled {};
/// The peer broke RFC 6455 or a limit of the wire, and is to be closed with this.
struct wire_violated {
  proto::close_reason reason; ///< 1002, 1007, 1008 or 1009: the rule that was broken
};
/// The peer's close, or 1006 when the socket ended without one. Nothing comes from the wire after it.
struct wire_closed {
  proto::close_reason reason; ///< of the peer's close frame; 1005 where that was empty
};

// From its timers. A late one is in no state that names it, or carries the number of an old arming.

/// No connection_init came in time: 4408 (P11, P12).
struct init_timed_out {};
/// No verdict of the gatekeeper came in time: 4408 (P12).
struct authorisation_timed_out {};
/// The peer did not answer our close frame in time: its socket is cut (P35).
struct closing_timed_out {};
/// What the gatekeeper admitted is over: 4403 (P19).
struct admission_expired {};
/// Time for the next ping, or to end a peer that was silent since the last one (P22).
struct keep_alive_due {
  std::uint64_t number = 0; ///< of the arming, counted by the connection; another one's is ignored
};

/// What a timer may say.
using timer_event = std::variant<init_timed_out, authorisation_timed_out, closing_timed_out,
                                 admission_expired, keep_alive_due>;

// From whoever has the connection's handle.

/// An order: close it, with this code and reason. Ignored where it is closing already (P33).
struct close_connection {
  proto::close_reason reason; ///< 4500 takes the place of a code that no close frame may carry
};
/// From its supervisor: the executor is gone. Every live operation ends with an error (promise 7).
struct executor_lost {};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::accepted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::text_received)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::binary_received)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::wire_drained)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::wire_stalled)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::wire_violated)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::wire_closed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::init_timed_out)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::authorisation_timed_out)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::closing_timed_out)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::admission_expired)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::keep_alive_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::close_connection)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::executor_lost)
