#include "net/websocket_session.hpp"

#include "net/io_thread.hpp"
#include "net/lingering_close.hpp"
#include "net/telling.hpp"

#include <spdlog/logger.h>

namespace mitos::net {

using proto::close_code;
using proto::close_reason;
using proto::websocket::opcode;

namespace {

/// A queue that passes this does not wait for the end of the turn.
constexpr std::size_t early_write = std::size_t{64} * 1024;

} // namespace

websocket_session::websocket_session(io_thread& thread, std::unique_ptr<stream> socket, slot place,
                                     std::uint64_t number)
    : session(thread),
      socket_(std::move(socket)),
      slot_(std::move(place)),
      number_(number) {
  decoder_.limit_message(thread.options().connection.max_early_message);
  decoder_.limit_fragments(thread.options().wire.fragments);
}

void websocket_session::start(const std::function<caf::actor()>& spawn_listener, std::string_view answer,
                              std::span<char> early) {
  since_ = thread().now();
  thread().enter(shared_from_this());
  guarded([&] {
    lend_memory();
    queue_.push_raw(answer);
    thread().flush(*this);
    listener_ = spawn_listener();
    tell(actors::accepted{});
    auto rest = hear(early);
    unread_.assign(rest.begin(), rest.end());
    read_on();
  });
}

// What the actor says

void websocket_session::send(std::string_view text) {
  if (!may_say())
    return;
  push(opcode::text, text);
  if (queue_.bytes() > early_write && !blocked_)
    pump();
  behind_ = behind_ || actors::is_behind(queued(), thread().options().connection);
}

void websocket_session::ping() {
  if (!may_say())
    return;
  heard_ = false;
  push(opcode::ping, {});
}

void websocket_session::close(const close_reason& reason, bool drop_queued) {
  if (!may_say())
    return;
  if (drop_queued)
    queue_.drop_unbegun();
  lend_memory();
  queue_.push_close(reason);
  close_queued_ = true;
  pong_.reset();
  // Only for an actor that died: a living one has its own, which is earlier.
  thread().set(message_, thread().options().connection.closing_timeout + thread().options().wire.linger);
  thread().flush(*this);
  thread().later(*this);
}

void websocket_session::cut() {
  if (told_)
    return;
  broken_ = true;
  thread().later(*this);
}

void websocket_session::arm(actors::timer which, std::chrono::nanoseconds after, actors::timer_event event) {
  if (told_)
    return;
  event_of(which) = event;
  thread().set(alarm_of(which), after);
}

void websocket_session::disarm(actors::timer which) {
  if (!told_)
    thread().put_off(alarm_of(which));
}

void websocket_session::rang(std::uint8_t kind) {
  switch (kind) {
  case state_due: return std::visit([this](auto event) { tell(event); }, event_of(actors::timer::state));
  case keep_alive_due:
    return std::visit([this](auto event) { tell(event); }, event_of(actors::timer::keep_alive));
  case write_due: return tell(actors::wire_stalled{});
  case message_due: return message_late();
  default: return read_on();
  }
}

// Writing

void websocket_session::lend_memory() {
  if (queue_.empty() && !queue_.has_memory())
    queue_.lend(thread().borrow_memory());
}

void websocket_session::push(opcode code, std::string_view payload) {
  lend_memory();
  queue_.push(code, payload);
  thread().flush(*this);
}

void websocket_session::turn_ended() {
  if (!blocked_)
    pump();
  settle();
}

void websocket_session::writable() {
  waiting_to_write_ = blocked_ = false;
  if (pong_)
    push(opcode::pong, *std::exchange(pong_, nullptr));
  pump();
  settle();
}

void websocket_session::pump() {
  while (!blocked_ && !broken_ && (!queue_.empty() || socket_->has_unsent())) {
    auto sent = socket_->write_some(queue_.front());
    queue_.pop(sent.bytes);
    blocked_ = sent.blocked;
    broken_ = sent.ended;
    if (sent.bytes == 0)
      continue;
    thread().put_off(write_);
    heard_ = heard_ || behind_; // what it would say is not read now, but it reads
  }
}

void websocket_session::settle() {
  if (broken_)
    return lost();
  account();
  if (blocked_)
    wait_for_socket();
  else if (queue_.empty() && queue_.has_memory())
    thread().give_back(queue_.give_back());
  if (behind_ && actors::has_drained(queued(), thread().options().connection))
    drained();
}

void websocket_session::account() {
  const auto now = told_ ? 0 : queue_.bytes();
  thread().overload().waits(now, std::exchange(accounted_, now));
}

void websocket_session::wait_for_socket() {
  if (!write_.is_set())
    thread().set(write_, thread().options().wire.write);
  if (waiting_to_write_)
    return;
  waiting_to_write_ = true;
  socket_->wait_writable(shared_from_this());
}

void websocket_session::drained() {
  behind_ = false;
  tell(actors::wire_drained{});
  read_on();
}

// Ending

void websocket_session::lost() {
  finish(close_code::abnormal);
  if (socket_) // else it was on its way to linger
    socket_->close();
  thread().leave(*this);
}

/// It is closed as the slow consumer that it is.
void websocket_session::shed() { tell(actors::wire_stalled{}); }

void websocket_session::linger(const close_reason& reason) {
  finish(reason);
  lingering_close::begin(thread(), std::move(socket_), queue_.take());
  thread().leave(*this);
}

void websocket_session::finish(const close_reason& reason) {
  if (std::exchange(told_, true))
    return;
  for (auto* each : {&state_, &keep_alive_, &write_, &message_, &rate_})
    thread().put_off(*each);
  slot_.give_back();
  account();
  thread().log().debug(
      "connection {} closed: {} {} after {} ms", number_, reason.code, reason.text,
      std::chrono::duration_cast<std::chrono::milliseconds>(thread().now() - since_).count());
  if (auto listener = std::exchange(listener_, nullptr))
    thread().deliver(as_scheduled(listener), actors::wire_closed{reason});
}

/// The actor is gone, but the wire was open.
void websocket_session::abandoned() {
  listener_ = nullptr;
  close({close_code::internal_server_error, "Internal server error"}, false);
  linger(close_code::abnormal);
}

} // namespace mitos::net
