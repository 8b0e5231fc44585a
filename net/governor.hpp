/// Whether an io thread may take more: from the memory of the process, what waits for clients, and its own
/// lag.
#pragma once

#include "net/alarms.hpp"
#include "net/server_options.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mitos::net {

class io_thread;

/// What is measured.
struct load {
  std::size_t resident = 0;       ///< bytes of the process
  std::size_t waiting = 0;        ///< bytes that wait for the clients of the thread
  std::chrono::nanoseconds lag{}; ///< how much later than asked the thread was told the time
};

/// What follows from it.
struct measures {
  std::string_view refuse;    ///< new connections, for this reason; empty: they are welcome
  bool shed_one = false;      ///< the client for whom most waits is closed
  std::size_t shed_bytes = 0; ///< such clients are closed until so much is free
};

/// At 90 % of the memory new connections are refused, at 95 % the largest queues are shed, and so they are
/// when all queues have a quarter of it. `threads` share the queues.
measures judge(const load& now, const overload_limits& limits, std::size_t threads);

/// Measures ten times a second, on its thread.
class governor final : public alarm_owner {
public:
  explicit governor(io_thread& thread) : thread_(thread) {}
  void start();
  void stop();
  /// Why new connections are refused just now; empty: they are not.
  std::string_view refuses() const { return refuses_; }
  /// What waits for a client has grown by so much, or shrunk.
  void waits(std::size_t now, std::size_t before) { waiting_ += now - before; }

private:
  void alarm_due(std::uint8_t) override;
  void follow(const measures& what);

  io_thread& thread_;
  alarm tick_{*this, 0};
  time_point due_{};
  std::size_t waiting_ = 0;
  std::string_view refuses_;
};

} // namespace mitos::net
