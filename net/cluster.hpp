/// A node's part in a cluster: what is published to its topics reaches the subscribers of every node.
#pragma once

#include "actors/cluster_options.hpp"
#include "actors/cluster_view.hpp"
#include "actors/topics.hpp"
#include "net/cluster_link_options.hpp"

#include <caf/fwd.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace mitos::net {

/// Owns a thread, its sockets and the cluster actor on it. It may be called from any thread; the actor system
/// and the topics must outlive it.
class cluster {
public:
  /// Opens nothing and starts no thread: `start` does. Each change of membership is a line of `log`; without
  /// one nothing is logged. Throws std::invalid_argument that says which option is wrong and why: a listening
  /// address beyond this machine without secret or certificates, unless `insecure`; half a pair of files;
  /// limits.
  cluster(actors::topics& heard, caf::actor_system& system, actors::cluster_options options,
          cluster_link_options links, std::shared_ptr<spdlog::logger> log = {});
  cluster(const cluster&) = delete;
  cluster& operator=(const cluster&) = delete;
  /// Stops.
  ~cluster();

  /// Listens, and joins. Throws std::system_error as server::start does, or tls_error whose text names the
  /// file.
  void start();
  /// Peers see this node LEAVING from here on; it takes part as before.
  void leave();
  /// Says bye to its peers and ends. The topics are the node's own again.
  void stop();

  /// Where it listens, with the real port; empty while it does not.
  std::string endpoint() const;
  /// Itself first, then its peers; only itself while it does not run.
  std::shared_ptr<const actors::members> members() const;

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace mitos::net
