#include "net/alarms.hpp"

namespace mitos::net {

void alarms::set(alarm& which, time_point when) {
  put_off(which);
  heap_.emplace_back();
  up(heap_.size() - 1, {when, &which});
}

void alarms::put_off(alarm& which) {
  if (!which.is_set())
    return;
  std::size_t hole = which.place_;
  which.place_ = alarm::nowhere;
  auto last = heap_.back();
  heap_.pop_back();
  if (hole == heap_.size())
    return;
  if (hole > 0 && last.when < heap_[(hole - 1) / 2].when)
    up(hole, last);
  else
    down(hole, last);
}

std::optional<time_point> alarms::next() const {
  return heap_.empty() ? std::nullopt : std::optional(heap_.front().when);
}

void alarms::ring(time_point now) {
  while (!heap_.empty() && heap_.front().when <= now) {
    auto& due = *heap_.front().which;
    put_off(due);
    due.owner_->alarm_due(due.kind_);
  }
}

void alarms::place(std::size_t at, entry e) {
  heap_[at] = e;
  e.which->place_ = static_cast<std::uint32_t>(at);
}

void alarms::up(std::size_t at, entry e) {
  for (; at > 0 && e.when < heap_[(at - 1) / 2].when; at = (at - 1) / 2)
    place(at, heap_[(at - 1) / 2]);
  place(at, e);
}

void alarms::down(std::size_t at, entry e) {
  for (auto child = 2 * at + 1; child < heap_.size(); child = 2 * at + 1) {
    if (child + 1 < heap_.size() && heap_[child + 1].when < heap_[child].when)
      ++child;
    if (e.when <= heap_[child].when)
      break;
    place(at, heap_[child]);
    at = child;
  }
  place(at, e);
}

} // namespace mitos::net
