/// A rate with a burst, kept as one time.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace mitos::net {

/// So many per second, and as many more at once as the burst allows (the generic cell rate algorithm: it
/// knows only when the next one would be due if they came evenly).
class rate {
public:
  using time_point = std::chrono::steady_clock::time_point;
  using duration = std::chrono::nanoseconds;

  /// Counts one, and says how long the peer is ahead of what it may by now: zero when it is not.
  duration count(time_point now, std::size_t per_second, std::size_t burst) {
    const duration interval =
        duration(std::chrono::seconds(1)) / duration::rep(std::max<std::size_t>(per_second, 1));
    due_ = std::max(due_, now) + interval;
    const duration allowed = interval * duration::rep(std::max<std::size_t>(burst, 1));
    return std::max<duration>(due_ - now - allowed, duration::zero());
  }

private:
  time_point due_{};
};

} // namespace mitos::net
