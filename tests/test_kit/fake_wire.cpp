#include "tests/test_kit/fake_wire.hpp"

#include <caf/send.hpp>

#include <algorithm>

namespace mitos::test_kit {

using namespace actors;

template <class Event>
void fake_wire::tell(Event event) {
  if (closed_ || broken_)
    return;
  heard_ = true;
  caf::anon_send(connection_, std::move(event));
}

template void fake_wire::tell(accepted);
template void fake_wire::tell(text_received);
template void fake_wire::tell(binary_received);
template void fake_wire::tell(wire_stalled);

void fake_wire::send(std::string_view text) {
  if (closed_)
    return; // its user has not heard of it yet
  if (closing_)
    return break_promise("sent " + std::string(text));
  queue_.emplace_back(text);
  queue_bytes_ += text.size();
  was_behind_ |= is_behind(queued(), options);
  if (!stalled_)
    peer_reads_on();
}

void fake_wire::ping() {
  heard_ = false;
  ++pings;
}

void fake_wire::close(const proto::close_reason& reason, bool drop_queued) {
  if (closed_)
    return;
  if (closing_)
    return break_promise("closed with " + std::to_string(reason.code));
  closing_ = reason;
  if (drop_queued) {
    queue_.clear();
    queue_bytes_ = 0;
  }
  if (!stalled_ || drop_queued)
    see_close();
}

void fake_wire::see_close() {
  if (close_frame || closed_)
    return;
  close_frame = closing_;
  if (broken_)
    cut();
  else if (answers_close && !stalled_)
    peer_closes(*closing_);
}

void fake_wire::peer_breaks(const proto::close_reason& violation) {
  if (closed_ || std::exchange(broken_, true))
    return;
  caf::anon_send(connection_, wire_violated{violation});
}

void fake_wire::cut() { peer_closes({proto::close_code::abnormal}); }

backlog fake_wire::queued() const { return {queue_bytes_, queue_.size()}; }

void fake_wire::arm(timer which, std::chrono::nanoseconds after, timer_event event) {
  if (!closed_)
    timers_.insert_or_assign(which, armed{now_() + after, event});
}

void fake_wire::peer_closes(const proto::close_reason& reason) {
  if (std::exchange(closed_, true))
    return;
  if (!closing_ && proto::may_be_sent(reason.code))
    close_frame = reason; // the echo
  timers_.clear();
  caf::anon_send(std::exchange(connection_, {}), wire_closed{reason});
}

void fake_wire::peer_reads_on() {
  stalled_ = false;
  for (; !queue_.empty(); queue_.pop_front())
    heard.push_back(std::move(queue_.front()));
  queue_bytes_ = 0;
  if (closing_)
    see_close();
  else if (std::exchange(was_behind_, false))
    caf::anon_send(connection_, wire_drained{});
}

std::map<timer, fake_wire::armed>::const_iterator fake_wire::next() const {
  return std::min_element(timers_.begin(), timers_.end(),
                          [](auto& one, auto& other) { return one.second.at < other.second.at; });
}

std::optional<std::chrono::nanoseconds> fake_wire::next_due() const {
  return timers_.empty() ? std::nullopt : std::optional(next()->second.at);
}

const timer_event* fake_wire::next_event() const { return timers_.empty() ? nullptr : &next()->second.event; }

void fake_wire::fire_next() {
  auto event = next()->second.event;
  timers_.erase(next());
  std::visit([this](auto said) { caf::anon_send(connection_, said); }, event);
}

void fake_wire::break_promise(std::string how) {
  ++broken_promises;
  if (when_broken)
    when_broken(std::move(how) + " after its close with " + std::to_string(closing_->code));
}

} // namespace mitos::test_kit
