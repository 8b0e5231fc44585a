/// One WebSocket on its socket: the transport of a connection actor.
#pragma once

#include "actors/transport.hpp"
#include "net/rate.hpp"
#include "net/session.hpp"
#include "net/slots.hpp"
#include "net/write_queue.hpp"
#include "proto/websocket/frame.hpp"

#include <caf/actor.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace caf {
class scheduled_actor;
}

namespace mitos::net {

/// What is said to it waits until the end of the turn and leaves in one write. It holds its actor until it
/// has told it `wire_closed`; the actor holds it until it has heard that; the socket ends by itself.
class websocket_session final : public session, public actors::transport {
public:
  websocket_session(io_thread& thread, std::unique_ptr<stream> socket, slot place, std::uint64_t number);

  /// Enters the thread. The actor that `spawn_listener` makes hears the events, beginning with `accepted`;
  /// `answer` leaves before all frames; `early` is what came right behind the upgrade request.
  void start(const std::function<caf::actor()>& spawn_listener, std::string_view answer,
             std::span<char> early);

  // actors::transport
  void send(std::string_view text) override;
  void ping() override;
  /// What a peer said that is not read yet, or may not be, is a sign of life.
  bool heard_since_ping() const override { return heard_ || rate_.is_set() || !unread_.empty(); }
  void close(const proto::close_reason& reason, bool drop_queued) override;
  void cut() override;
  actors::backlog queued() const override { return {queue_.bytes(), queue_.messages()}; }
  void limit_message(std::size_t bytes) override { decoder_.limit_message(bytes); }
  void arm(actors::timer which, std::chrono::nanoseconds after, actors::timer_event event) override;
  void disarm(actors::timer which) override;

private:
  enum alarm_kind : std::uint8_t { state_due, keep_alive_due, write_due, message_due, rate_due };

  // Reading (websocket_reading.cpp)
  void readable() override;
  void go_on() override;
  /// Hears frames until there are no more, or no more may be heard now; the rest is returned.
  std::span<char> hear(std::span<char> bytes);
  void hear(const proto::websocket::text_frame& frame);
  void hear(const proto::websocket::binary_frame&);
  void hear(const proto::websocket::ping_frame& frame);
  void hear(const proto::websocket::pong_frame&) { count_control_frame(); }
  void hear(const proto::websocket::close_frame& frame);
  void hear(const proto::websocket::violation& broken) { violated(broken.reason); }
  bool count_control_frame();
  void count_message();
  void watch_message();
  void message_late();
  bool may_hear() const;
  void read_on();
  void violated(const proto::close_reason& reason);

  // Writing
  void turn_ended() override;
  void writable() override;
  void push(proto::websocket::opcode code, std::string_view payload);
  void lend_memory();
  /// Writes what the socket takes; what follows from that is for `settle`.
  void pump();
  void settle();
  /// Tells its thread what waits.
  void account();
  void wait_for_socket();
  void drained();

  // Ending
  void end() override { lost(); }
  void shed() override;
  std::size_t waiting() const override { return may_say() && blocked_ ? queue_.bytes() : 0; }
  void lost();
  void linger(const proto::close_reason& reason);
  void finish(const proto::close_reason& reason);
  void abandoned();
  bool may_say() const { return !told_ && !close_queued_; }

  void rang(std::uint8_t kind) override;
  alarm& alarm_of(actors::timer which) { return which == actors::timer::state ? state_ : keep_alive_; }
  actors::timer_event& event_of(actors::timer which) { return events_[which != actors::timer::state]; }
  caf::scheduled_actor& listener() const;
  template <class Event>
  void tell(Event event);

  std::unique_ptr<stream> socket_;
  caf::actor listener_; ///< none once it was told wire_closed
  slot slot_;
  std::uint64_t number_;
  time_point since_{};

  proto::websocket::decoder decoder_;
  std::string unread_; ///< bytes that came, but may not be heard yet
  std::size_t unread_from_ = 0;
  rate messages_;
  rate control_frames_;

  write_queue queue_;
  std::size_t accounted_ = 0;         ///< of it, to the thread
  std::unique_ptr<std::string> pong_; ///< the newest ping's, while the socket is blocked

  actors::timer_event events_[2];
  alarm state_{*this, state_due};
  alarm keep_alive_{*this, keep_alive_due};
  alarm write_{*this, write_due};     ///< set while the socket takes nothing
  alarm message_{*this, message_due}; ///< set while a message is not whole, or a close not answered
  alarm rate_{*this, rate_due};       ///< set while the peer is ahead of its rate

  bool heard_ = true;
  bool message_whole_ = false; ///< a message ended among the bytes that are being heard
  bool waiting_to_read_ = false;
  bool waiting_to_write_ = false;
  bool blocked_ = false;
  bool broken_ = false;       ///< the socket failed, or is cut
  bool behind_ = false;       ///< the queue is above its soft mark, and not yet below half of it
  bool close_queued_ = false; ///< ours, after which nothing is sent
  bool told_ = false;         ///< wire_closed
};

} // namespace mitos::net
