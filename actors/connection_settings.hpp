/// What the connections of one io thread share.
#pragma once

#include "actors/hooks.hpp"
#include "actors/metrics.hpp"
#include "actors/options.hpp"

#include <caf/actor.hpp>

#include <memory>

namespace mitos::actors {

/// Made by whoever composes the server; the supervisor of the same thread keeps `executor` alive and
/// `supervisor` is itself. Read and written on that thread only.
struct connection_settings {
  connection_options options; ///< of every connection of the thread
  /// Where the thread counts; any thread may read them, also when the thread has ended.
  std::shared_ptr<actors::metrics> metrics = std::make_shared<actors::metrics>();
  caf::actor gatekeeper;                      ///< none: everybody is admitted
  caf::actor executor;                        ///< none: every operation fails
  caf::actor supervisor;                      ///< none: nobody is told of connections
  std::shared_ptr<const actors::hooks> hooks; ///< none: the host is told of nothing
};

} // namespace mitos::actors
