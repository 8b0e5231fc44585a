/// A pinned actor with one cancellable timer on CAF's clock.
#pragma once

#include "actors/pinned.hpp"

#include <caf/actor_clock.hpp>

namespace mitos::actors {

/// CAF's delayed messages cannot be taken back and keep their receiver alive until they are due; its
/// request timeouts can, so the timer is one, of a request that is never sent.
class timed : public pinned {
public:
  using pinned::pinned;
  using time_point = caf::actor_clock::time_point;

protected:
  /// Calls `timer_rang` at that time; forgets an earlier setting.
  void set_timer(time_point at);
  void stop_timer();
  virtual void timer_rang() = 0;

private:
  caf::message_id timer_;
};

} // namespace mitos::actors
