/// A server on a port of its own, with an executor that answers every operation without GraphQL.
#pragma once

#include "actors/executor.hpp"
#include "actors/pinned.hpp"
#include "net/server.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace mitos::tests {

/// A query "stream" is answered with results as long as there is demand, "big <n>" with one of n bytes,
/// "die" kills the executor, anything else with one result.
class plain_executor : public actors::pinned {
public:
  using pinned::pinned;
  caf::behavior make_behavior() override;
};

/// Any port, times as in production.
net::server_options usual_options();

class served {
public:
  explicit served(net::server_options options = usual_options(), caf::actor gatekeeper = {});
  ~served();

  net::server& operator*() { return server_; }
  net::server* operator->() { return &server_; }
  std::uint16_t port() const { return server_.port(); }
  caf::actor_system& system() { return system_; }

  /// Waits until the metric has that value; false when it has not within the deadline.
  bool comes_to(std::string_view metric, std::int64_t value);

private:
  caf::actor_system_config config_;
  caf::actor_system system_;
  net::server server_;
};

} // namespace mitos::tests
