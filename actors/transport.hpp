/// The wire as a connection sees it: the only virtual seam.
#pragma once

#include "actors/events.hpp"
#include "actors/options.hpp"

#include <chrono>
#include <cstddef>
#include <string_view>

namespace mitos::actors {

/// What waits for the wire.
struct backlog {
  std::size_t bytes = 0;    ///< that the socket has not taken yet
  std::size_t messages = 0; ///< whole, or begun to leave
};

/// Whether sources and reading are to stop.
inline bool is_behind(const backlog& waiting, const connection_options& options) {
  return waiting.bytes > options.soft_queue || waiting.messages > options.soft_queue_messages;
}
/// Whether what was behind has caught up enough to go on.
inline bool has_drained(const backlog& waiting, const connection_options& options) {
  return waiting.bytes <= options.soft_queue / 2 && waiting.messages <= options.soft_queue_messages / 2;
}

/// A connection has one timer for the state that it is in, and one that repeats.
enum class timer { state, keep_alive };

/// One WebSocket. Its connection calls it on the wire's own thread; it never calls back from within a
/// call: what it has to say comes as a message (events.hpp). The connection holds it until `closed`; a
/// wire that is let go finishes by itself.
class transport {
public:
  transport() = default;
  transport(const transport&) = delete;
  transport& operator=(const transport&) = delete;
  virtual ~transport() = default;

  /// Queues one text message. After `close` or the peer's close: nothing.
  virtual void send(std::string_view text) = 0;
  /// Queues a WebSocket ping (P22).
  virtual void ping() = 0;
  /// Whether anything came from the peer since the last `ping`, or since the start.
  virtual bool heard_since_ping() const = 0;
  /// Sends the one close frame behind what is queued, and reads on for the peer's (P33). A peer that does
  /// not read gets it sooner: `drop_queued` drops the messages that have not begun to leave.
  virtual void close(const proto::close_reason& reason, bool drop_queued = false) = 0;
  /// Ends the socket now; wire_closed follows.
  virtual void cut() = 0;
  /// What waits now, for the connection to hold against its options.
  virtual backlog queued() const = 0;
  /// How large a message the peer may send from here on, in bytes.
  virtual void limit_message(std::size_t bytes) = 0;
  /// After that time `event` comes as a message. Arming a timer again forgets what it was armed for.
  virtual void arm(timer which, std::chrono::nanoseconds after, timer_event event) = 0;
  /// Its event does not come, unless it is on its way already. One that is not armed is left alone.
  virtual void disarm(timer which) = 0;
};

} // namespace mitos::actors
