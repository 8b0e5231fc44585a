/// Every limit and every time of a connection, with its default.
#pragma once

#include "proto/codec.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

namespace mitos::actors {

/// What a client that reads too slowly loses of a source that does not wait for it.
enum class slow_policy {
  close,       ///< the connection: 1013, when its queue is full. Nothing is lost without its knowing.
  drop_oldest, ///< the oldest of the results that wait, when there are more than `credit`
  latest_only, ///< all but the latest
};

/// What a connection actor keeps to. Times are absent where the rule is off.
struct connection_options {
  /// From accept to connection_init (P11). Zero is a timeout of zero: accepted, then closed with 4408.
  std::optional<std::chrono::nanoseconds> init_timeout = std::chrono::seconds(3);
  /// From connection_init to the gatekeeper's verdict (P12).
  std::chrono::nanoseconds authorisation_timeout = std::chrono::seconds(10);
  /// From our close frame to the peer's (P35).
  std::chrono::nanoseconds closing_timeout = std::chrono::seconds(5);
  /// The same for a peer that does not read: its close frame stands behind what it did not read.
  std::chrono::nanoseconds slow_closing_timeout = std::chrono::seconds(1);
  /// Between WebSocket pings; silence for as long again ends the connection (P22).
  std::optional<std::chrono::nanoseconds> keep_alive = std::chrono::seconds(12);

  std::size_t max_operations = 100; ///< live at once (P32)
  /// Questions that the gatekeeper of an io thread has not answered; 1013 above it, without asking.
  std::size_t max_pending_admissions = 10'000;
  std::size_t max_refusals = 10;                          ///< operations refused in a row before 1008
  std::size_t max_message = std::size_t{1024} * 1024;     ///< bytes of one message, once acknowledged
  std::size_t max_early_message = std::size_t{16} * 1024; ///< bytes of one message before that
  std::size_t max_ping_echo = 1024;                       ///< bytes of a ping's payload that its pong repeats
  proto::message_limits message{};                        ///< over them a message is malformed (P5, P8)

  /// Bytes and messages waiting for the wire at which sources and reading stop.
  std::size_t soft_queue = std::size_t{64} * 1024;
  std::size_t soft_queue_messages = 256; ///< they go on when both are down to half
  /// Bytes and messages waiting for the wire at which a slow consumer is closed with 1013.
  std::size_t max_queue = std::size_t{1024} * 1024;
  std::size_t max_queue_messages = 1024; ///< a quarter of it is shared out as credit
  /// Events that a source may send ahead of what was written (design.md, demand).
  std::size_t credit = 32;
  slow_policy slow_consumer = slow_policy::close; ///< for each subscription by itself
};

} // namespace mitos::actors
