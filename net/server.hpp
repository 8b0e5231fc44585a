/// A GraphQL-over-WebSocket server within a host's actor system.
#pragma once

#include "actors/hooks.hpp"
#include "actors/supervisor.hpp"
#include "net/server_options.hpp"

#include <caf/actor.hpp>
#include <caf/fwd.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spdlog {
class logger;
}

namespace mitos::net {

/// The counters and gauges of actors/metrics.hpp, summed over the io threads, and `sockets`: those that
/// count against max_connections.
using metrics_snapshot = std::vector<std::pair<std::string_view, std::int64_t>>;

/// Who does the work behind a server's connections.
struct server_parts {
  /// A function that spawns an executor on each io thread (actors::serves makes one of a schema), or an
  /// executor of the host's for all of them. Without any, every operation fails.
  actors::executor_provider executor{};
  /// Says who may connect (actors/gatekeeper.hpp). Without one everybody is admitted.
  caf::actor gatekeeper{};
  /// What the host is told of.
  actors::hooks hooks{};
  /// Without one nothing is logged.
  std::shared_ptr<spdlog::logger> log{};
  /// The answer to GET /metrics, in the text format of Prometheus. Called on the io threads, while the server
  /// runs: it must not wait. Without one that is 404.
  std::function<std::string()> metrics_text{};
};

/// Owns its listener, its io threads and the connections on them. Nothing of it is global: a process may
/// have several. It may be called from any thread but its own io threads, where `start`, `drain` and `stop`
/// throw std::logic_error; the actor system must outlive it.
class server {
public:
  /// Opens nothing and starts no thread: `start` does. Throws std::invalid_argument where the path has no
  /// slash.
  server(caf::actor_system& system, server_options options, server_parts parts);
  server(const server&) = delete;
  server& operator=(const server&) = delete;
  /// Stops.
  ~server();

  /// Listens and serves. Throws std::system_error, whose text names the address and whose code is
  /// std::errc::address_in_use where it is, or tls_error (net/tls.hpp), whose text names the file.
  /// A server that was stopped may be started again; one that runs is left as it is; one that was drained is
  /// to be stopped first (std::logic_error).
  void start();
  /// Not ready any more: upgrades get 503, its connections are closed in paced batches with `reason`.
  /// Returns when none is left, when the time is over, or when another thread calls `stop`: how many
  /// connections are left.
  std::size_t drain(std::chrono::nanoseconds within,
                    proto::close_reason reason = {proto::close_code::service_restart, "Service restart"});
  /// Ends what is left, at once. Does nothing to a server that is not running.
  void stop();

  /// What GET /ready says: serving, and not draining.
  bool ready() const;
  /// The port that it listens on, which the system may have picked; 0 while it does not.
  std::uint16_t port() const;
  /// "address:port" (an IPv6 address in brackets) of where it listens; empty while it does not.
  std::string endpoint() const;

  // From the io threads too.

  /// Counted since `start`; a stopped server keeps them until it is started again.
  metrics_snapshot metrics() const;
  /// One of them by name; 0 for a name that there is not.
  std::int64_t metric(std::string_view name) const;

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace mitos::net
