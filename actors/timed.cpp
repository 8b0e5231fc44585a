#include "actors/timed.hpp"

namespace mitos::actors {

void timed::set_timer(time_point at) {
  stop_timer();
  timer_ = new_request_id(caf::message_priority::normal).response_id();
  add_multiplexed_response_handler(timer_, caf::behavior{[this](caf::error&) {
                                     timer_ = {};
                                     timer_rang();
                                   }});
  clock().set_request_timeout(at, this, timer_);
}

void timed::stop_timer() {
  if (!timer_.is_response())
    return;
  clock().cancel_request_timeout(this, timer_);
  multiplexed_responses_.erase(timer_);
  timer_ = {};
}

} // namespace mitos::actors
