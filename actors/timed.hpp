/// A pinned actor with cancellable timers on CAF's clock.
#pragma once

#include "actors/pinned.hpp"

#include <caf/actor_clock.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace mitos::actors {

/// CAF's delayed messages cannot be taken back and keep their receiver alive until they are due; its
/// request timeouts can, so the one of the timers that is due first is one, of a request that is never sent.
class timed : public pinned {
public:
  using pinned::pinned;
  using time_point = caf::actor_clock::time_point;
  using timer = std::pair<time_point, std::uint64_t>;

  /// Calls `ring` at that time, once.
  timer set_timer(time_point at, std::function<void()> ring);
  /// One that has rung, or was stopped, is left alone.
  void stop_timer(const timer& stopped);
  void stop_timers();
  time_point now() { return clock().now(); }

private:
  void arm();
  void disarm();
  void ring();

  std::map<timer, std::function<void()>> timers_;
  std::uint64_t last_ = 0;
  caf::message_id alarm_;
  time_point alarm_at_;
};

} // namespace mitos::actors
