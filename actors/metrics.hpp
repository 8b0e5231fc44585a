/// What one io thread counts: named counters and gauges, written there, read from anywhere.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

namespace mitos::actors {

/// A number that any thread may read. Writers are few; nothing is ordered by it.
class metric {
public:
  /// A gauge may be told a negative number. From any thread.
  void add(std::int64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
  /// The sum as this thread sees it now.
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
  std::atomic<std::int64_t> value_ = 0;
};

/// Gauges say how many there are now; counters only grow.
struct metrics {
  metric connections;        ///< gauge: WebSockets that are open
  metric admissions_pending; ///< gauge: verdicts that the gatekeeper owes, also for peers that are gone
  metric operations;         ///< gauge: operations in progress
  metric connections_opened; ///< counter: upgrades that were answered with 101
  metric connections_ready;  ///< counter: acknowledged
  metric connections_failed; ///< counter: actors that ended by a fault of ours
  metric init_timeouts;      ///< counter: closed with 4408
  metric slow_consumers;     ///< counter: closed with 1013
  metric messages_received;  ///< counter: text messages, also malformed ones
  metric messages_sent;      ///< counter: text messages that were queued
  metric messages_dropped;   ///< counter: heard in a state that does not name them
  metric results_suppressed; ///< counter: of operations that had ended already (P28, P30)
  metric results_dropped;    ///< counter: that a slow client lost (slow_policy)
  metric operations_started; ///< counter: those within the limit
  metric operations_refused; ///< counter: over the limit (P32)
  metric hooks_failed;       ///< counter: hooks of the host that threw

  /// Calls `f(name, value)` for each.
  template <class F>
  void each(F f) const {
    for (auto [name, member] : names)
      f(name, (this->*member).value());
  }

  /// By name: what hosts and tools ask for.
  static constexpr std::pair<std::string_view, metric metrics::*> names[] = {
      {"connections", &metrics::connections},
      {"admissions_pending", &metrics::admissions_pending},
      {"operations", &metrics::operations},
      {"connections_opened", &metrics::connections_opened},
      {"connections_ready", &metrics::connections_ready},
      {"connections_failed", &metrics::connections_failed},
      {"init_timeouts", &metrics::init_timeouts},
      {"slow_consumers", &metrics::slow_consumers},
      {"messages_received", &metrics::messages_received},
      {"messages_sent", &metrics::messages_sent},
      {"messages_dropped", &metrics::messages_dropped},
      {"results_suppressed", &metrics::results_suppressed},
      {"results_dropped", &metrics::results_dropped},
      {"operations_started", &metrics::operations_started},
      {"operations_refused", &metrics::operations_refused},
      {"hooks_failed", &metrics::hooks_failed},
  };
};

/// Counts as one in a gauge while it lives.
class counted {
public:
  /// Keeps `in` alive.
  counted(std::shared_ptr<metrics> in, metric metrics::*gauge) : metrics_(std::move(in)), gauge_(gauge) {
    (*metrics_.*gauge_).add();
  }
  counted(const counted&) = delete;
  counted& operator=(const counted&) = delete;
  ~counted() { (*metrics_.*gauge_).add(-1); }

private:
  std::shared_ptr<metrics> metrics_;
  metric metrics::*gauge_;
};

} // namespace mitos::actors
