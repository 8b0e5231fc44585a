/// The seam of admission: an actor that says who may connect (P14, P18, P19).
#pragma once

#include "proto/close_code.hpp"
#include "proto/message.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/fwd.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace mitos::actors {

/// What is known of a connection before it says anything.
struct connection_facts {
  std::string peer{};                                         ///< address and port
  std::string target{};                                       ///< the request target, query included
  std::vector<std::pair<std::string, std::string>> headers{}; ///< as they came
  std::optional<proto::dialect> dialect;                      ///< none: 4406 (P2), and nobody is asked
  bool secure = false;                                        ///< TLS
};

/// Whatever a gatekeeper wants its executor to know of who connected.
using session_ptr = std::shared_ptr<const void>;

/// A *request*: answer it with `admitted` or `refused`, at once or later. An error, or anything else,
/// closes the connection with 4500. It is asked once per connection; the sender is the connection. A
/// gatekeeper that takes too long costs a 4408, and its verdict is then told only to itself: `departed`
/// follows if it admits. One that dies costs those that wait for it a 4500, and every later connection too.
/// While connection_options::max_pending_admissions are unanswered, others are closed with 1013, unasked.
struct admission_asked {
  std::shared_ptr<const connection_facts> facts{}; ///< never null
  std::optional<std::string> payload{}; ///< of connection_init: the JSON text of an object, as it came
};

/// A verdict: the client gets its ack, and may start operations (P14).
struct admitted {
  session_ptr session{}; ///< handed to the executor with each operation, and back by `departed`
  std::optional<std::string> payload{}; ///< of connection_ack: the JSON text of an object, unchecked
  /// From the verdict's arrival to a close with 4403 (P19). Absent: never.
  std::optional<std::chrono::nanoseconds> expires_after{};
};

/// A verdict: the connection is closed (P14; L4). No `departed` follows.
struct refused {
  /// 4500 takes the place of a code that no close frame may carry (RFC 6455, section 7.4).
  proto::close_reason reason{proto::close_code::forbidden, "Forbidden"};
};

/// Follows every `admitted` exactly once, however the connection ended, also when it had ended before the
/// verdict arrived.
struct departed {
  session_ptr session{};        ///< admitted::session
  proto::close_reason reason{}; ///< of whoever closed first; 1006 where the socket ended without a close
};

/// The verdict of a gatekeeper of functions.
using admission = std::variant<admitted, refused>;

/// A gatekeeper of functions, for verdicts that need no waiting: an actor on CAF's scheduler that calls them
/// one at a time. What `judge` throws closes the connection with 4500; what `when_departed` throws is
/// ignored. It ends by an exit message, or when nobody holds it.
caf::actor spawn_gatekeeper(caf::actor_system& system, std::function<admission(const admission_asked&)> judge,
                            std::function<void(const departed&)> when_departed = {});

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::admission_asked)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::admitted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::refused)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::departed)
