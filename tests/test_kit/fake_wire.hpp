/// A wire without a socket: what a test says arrives, what a connection says is kept.
#pragma once

#include "actors/transport.hpp"
#include "proto/close_code.hpp"
#include "proto/message.hpp"

#include <caf/actor.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::test_kit {

/// Keeps the promises of actors::transport on the world's virtual time, and notes when its user breaks one.
class fake_wire : public actors::transport {
public:
  /// Tells the virtual time.
  using now_function = std::function<std::chrono::nanoseconds()>;
  /// `now` is the time that its timers go by.
  explicit fake_wire(now_function now) : now_(std::move(now)) {}

  // What a connection calls.
  void send(std::string_view text) override;
  void ping() override;
  bool heard_since_ping() const override { return heard_; }
  void close(const proto::close_reason& reason, bool drop_queued) override;
  void cut() override;
  actors::backlog queued() const override;
  void limit_message(std::size_t bytes) override { message_limit = bytes; }
  void arm(actors::timer which, std::chrono::nanoseconds after, actors::timer_event event) override;
  void disarm(actors::timer which) override { timers_.erase(which); }

  // What the world and its clients call.
  /// Whom it tells what the peer does.
  void attach(caf::actor connection) { connection_ = std::move(connection); }
  /// Who is attached; nobody once wire_closed was told.
  const caf::actor& connection() const { return connection_; }
  /// The socket's side says something; after wire_closed nothing more.
  template <class Event>
  void tell(Event event);
  /// The peer's close frame, or 1006: its end without one.
  void peer_closes(const proto::close_reason& reason);
  /// Breaks a rule of RFC 6455: nothing that it says is heard any more.
  void peer_breaks(const proto::close_reason& violation);
  /// The peer takes nothing from here on.
  void peer_stalls() { stalled_ = true; }
  /// The peer takes what waits, and what comes.
  void peer_reads_on();
  /// When the next timer is due, and what it says then.
  std::optional<std::chrono::nanoseconds> next_due() const;
  /// What the next timer says when it is due, if there is one.
  const actors::timer_event* next_event() const;
  /// Says it, and forgets the timer.
  void fire_next();
  /// How many are armed.
  std::size_t timers() const { return timers_.size(); }

  /// A peer answers a close frame at once, unless told not to.
  bool answers_close = true;
  std::size_t message_limit = 0;      ///< bytes, as its user has set it
  actors::connection_options options; ///< whose marks decide when its queue has drained
  proto::dialect dialect = proto::dialect::graphql_transport_ws; ///< of the peer
  std::string peer_name = "the client";                          ///< in reports
  std::deque<std::string> heard;                  ///< by the peer, in order, and not yet asked for
  std::vector<std::string> asked_for;             ///< before those
  std::optional<proto::close_reason> close_frame; ///< seen by the peer
  std::size_t pings = 0;                          ///< seen by the peer
  std::size_t broken_promises = 0;                ///< calls after the close that should not be
  std::function<void(std::string)> when_broken;   ///< is told of each in words

private:
  void see_close();
  void break_promise(std::string how);

  struct armed {
    std::chrono::nanoseconds at;
    actors::timer_event event;
  };

  std::map<actors::timer, armed>::const_iterator next() const;

  now_function now_;
  caf::actor connection_;
  std::map<actors::timer, armed> timers_;
  std::deque<std::string> queue_;
  std::size_t queue_bytes_ = 0;
  std::optional<proto::close_reason> closing_;
  bool heard_ = true;
  bool stalled_ = false;
  bool broken_ = false;
  bool was_behind_ = false;
  bool closed_ = false;
};

} // namespace mitos::test_kit
