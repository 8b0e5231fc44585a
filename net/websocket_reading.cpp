#include "net/io_thread.hpp"
#include "net/telling.hpp"
#include "net/websocket_session.hpp"

namespace mitos::net {

using proto::close_code;
using proto::close_reason;
using proto::websocket::opcode;

namespace {

/// In a turn as many are heard again, and the actors must keep up with them, answers included
/// (actor_passes_per_turn): else cheap operations in one burst pile up over their limit.
constexpr std::size_t frames_at_once = 16;
/// A peer that is ahead of its rate waits at least so long, for several messages then.
constexpr std::chrono::milliseconds rate_pause{5};

} // namespace

void websocket_session::readable() {
  waiting_to_read_ = false;
  if (told_)
    return;
  auto got = socket_->read_some(thread().read_buffer());
  if (got.ended)
    return lost();
  heard_ = heard_ || got.bytes > 0;
  auto rest = hear(thread().read_buffer().first(got.bytes));
  unread_.assign(rest.begin(), rest.end());
  unread_from_ = 0;
  read_on();
}

void websocket_session::go_on() {
  if (broken_)
    return lost();
  auto rest = hear(std::span(unread_).subspan(unread_from_));
  unread_from_ = unread_.size() - rest.size();
  if (rest.empty())
    std::string().swap(unread_);
  read_on();
}

bool websocket_session::may_hear() const {
  if (told_)
    return false;
  return close_queued_ || !(behind_ || rate_.is_set());
}

std::span<char> websocket_session::hear(std::span<char> bytes) {
  message_whole_ = false;
  for (auto frames = frames_at_once; frames > 0 && may_hear(); --frames) {
    auto event = decoder_.next(bytes);
    if (!event) {
      watch_message();
      return {};
    }
    std::visit([this](auto& heard) { hear(heard); }, *event);
  }
  return told_ ? std::span<char>() : bytes;
}

void websocket_session::read_on() {
  if (waiting_to_read_ || !may_hear())
    return;
  if (!unread_.empty())
    return thread().later(*this);
  waiting_to_read_ = true;
  socket_->wait_readable(shared_from_this());
}

void websocket_session::hear(const proto::websocket::text_frame& frame) {
  message_whole_ = true;
  if (close_queued_)
    return;
  count_message();
  if (!thread().deliver_text(listener(), frame.text))
    abandoned();
}

void websocket_session::hear(const proto::websocket::binary_frame&) {
  message_whole_ = true;
  if (!close_queued_)
    tell(actors::binary_received{});
}

void websocket_session::hear(const proto::websocket::ping_frame& frame) {
  if (!count_control_frame() || !may_say())
    return;
  if (blocked_)
    pong_ = std::make_unique<std::string>(frame.payload);
  else
    push(opcode::pong, frame.payload);
}

/// The peer's close: an answer to ours, or to be answered with the same.
void websocket_session::hear(const proto::websocket::close_frame& frame) {
  close(frame.reason, false);
  linger(frame.reason);
}

bool websocket_session::count_control_frame() {
  const auto& limits = thread().options().wire;
  auto ahead =
      control_frames_.count(thread().now(), limits.control_frames_per_second, limits.control_frame_burst);
  if (ahead == ahead.zero())
    return true;
  violated({close_code::policy_violation, "Too many control frames"});
  return false;
}

void websocket_session::count_message() {
  if (auto limit = thread().options().wire.messages_per_second) {
    auto ahead = messages_.count(thread().now(), *limit, *limit);
    if (ahead > ahead.zero())
      thread().set(rate_, std::max<std::chrono::nanoseconds>(ahead, rate_pause));
  }
}

/// A message that has begun must become whole in time.
void websocket_session::watch_message() {
  if (close_queued_)
    return;
  if (!decoder_.in_message())
    thread().put_off(message_);
  else if (message_whole_ || !message_.is_set())
    thread().set(message_, thread().options().wire.message);
}

void websocket_session::message_late() {
  if (close_queued_)
    return lost();
  if (!may_hear()) // it is us who do not read
    return thread().set(message_, thread().options().wire.message);
  violated({close_code::policy_violation, "The message took too long"});
}

void websocket_session::violated(const close_reason& reason) {
  tell(actors::wire_violated{reason});
  close(reason, false);
  if (!told_)
    linger(close_code::abnormal);
}

} // namespace mitos::net
