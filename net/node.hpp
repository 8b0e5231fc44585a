/// One node: composes the actor system, its part in a cluster, the executor and the server, and takes them
/// down in order.
#pragma once

#include "net/node_options.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace mitos::net {

/// What the process ends with.
enum exit_code : int { clean_exit = 0, runtime_failure = 1, misconfigured = 2, address_taken = 3 };

/// Serves the default schema, or that of the options, to everybody.
class node {
public:
  /// Raises `ulimit -n`, and warns where it has not the room that the options promise. Throws
  /// configuration_error for an address that there is not.
  node(const node_options& options, std::shared_ptr<spdlog::logger> log);
  node(const node&) = delete;
  node& operator=(const node&) = delete;
  /// Stops.
  ~node();

  /// Takes part in its cluster, then as server::start; then the log says so.
  void start();
  /// Its peers see it leaving. Closes the connections with 1012 within the time of the options. Returns how
  /// many are left, or when another thread calls `stop`.
  std::size_t drain();
  /// Ends what is left, at once.
  void stop();

  /// "127.0.0.1:8080", with the real port.
  std::string endpoint() const;

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

/// Runs a node until SIGTERM or SIGINT, drains it, and returns an exit_code. A second signal ends it at once.
int run_node(const node_options& options);

/// "mitos 0.1.0", and a line for what it is built from.
std::string version_text();

} // namespace mitos::net
