#include "actors/timed.hpp"

namespace mitos::actors {

timed::timer timed::set_timer(time_point at, std::function<void()> ring) {
  auto set = timers_.emplace(timer{at, ++last_}, std::move(ring)).first;
  auto which = set->first;
  arm();
  return which;
}

void timed::stop_timer(const timer& stopped) {
  if (timers_.erase(stopped) > 0)
    arm();
}

void timed::stop_timers() {
  timers_.clear();
  disarm();
}

void timed::arm() {
  if (timers_.empty())
    return disarm();
  auto first = timers_.begin()->first.first;
  if (alarm_.is_response() && alarm_at_ == first)
    return;
  disarm();
  alarm_ = new_request_id(caf::message_priority::normal).response_id();
  alarm_at_ = first;
  add_multiplexed_response_handler(alarm_, caf::behavior{[this](caf::error&) {
                                     alarm_ = {};
                                     ring();
                                   }});
  clock().set_request_timeout(first, this, alarm_);
}

void timed::disarm() {
  if (!alarm_.is_response())
    return;
  clock().cancel_request_timeout(this, alarm_);
  forget_request(alarm_);
  alarm_ = {};
}

void timed::ring() {
  auto until = now();
  while (!timers_.empty() && timers_.begin()->first.first <= until)
    timers_.extract(timers_.begin()).mapped()();
  arm();
}

} // namespace mitos::actors
