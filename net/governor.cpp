#include "net/governor.hpp"

#include "net/io_thread.hpp"
#include "net/memory.hpp"

#include <spdlog/logger.h>

#include <algorithm>
#include <malloc.h>

namespace mitos::net {

namespace {

constexpr std::chrono::milliseconds interval{100};

/// By how much `part` is above so many hundredths of `whole`.
std::size_t above(std::size_t part, std::size_t whole, std::size_t hundredths) {
  const auto allowed = whole / 100 * hundredths;
  return part > allowed ? part - allowed : 0;
}

bool exceeds(std::chrono::nanoseconds lag, const std::optional<std::chrono::nanoseconds>& limit) {
  return limit && lag > *limit;
}

} // namespace

measures judge(const load& now, const overload_limits& limits, std::size_t threads) {
  measures what;
  if (exceeds(now.lag, limits.refusing_lag))
    what.refuse = "the server is too busy";
  what.shed_one = exceeds(now.lag, limits.shedding_lag);
  if (!limits.memory)
    return what;
  if (above(now.resident, *limits.memory, 90) > 0)
    what.refuse = "the server is short of memory";
  const auto to_free = above(now.resident, *limits.memory, 95);
  const auto over_quarter = above(now.waiting, *limits.memory / threads, 25);
  what.shed_bytes = std::max((to_free + threads - 1) / threads, over_quarter);
  return what;
}

void governor::start() {
  due_ = thread_.now() + interval;
  thread_.set(tick_, interval);
}

void governor::stop() { thread_.put_off(tick_); }

void governor::alarm_due(std::uint8_t) {
  const auto& options = thread_.options();
  const auto lag = thread_.now() - due_;
  start();
  follow(judge({options.overload.memory ? resident_memory() : 0, waiting_, lag}, options.overload,
               std::max<std::size_t>(options.io_threads, 1)));
}

void governor::follow(const measures& what) {
  if (what.refuse != refuses_ && !what.refuse.empty())
    thread_.log().warn("new connections are refused: {}", what.refuse);
  else if (what.refuse != refuses_)
    thread_.log().info("new connections are welcome again");
  refuses_ = what.refuse;
  if (!what.shed_one && what.shed_bytes == 0)
    return;
  const auto closed = thread_.shed(std::max<std::size_t>(what.shed_bytes, 1));
  if (closed == 0)
    return;
  thread_.log().warn("{} clients that read too slowly are closed to free memory or time", closed);
  ::malloc_trim(0);
}

} // namespace mitos::net
