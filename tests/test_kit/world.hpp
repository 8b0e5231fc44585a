/// A world without threads, sockets or a clock: connections, clients that say and hear text, virtual time.
#pragma once

#include "actors/connection_settings.hpp"
#include "actors/gatekeeper.hpp"
#include "tests/test_kit/client.hpp"
#include "tests/test_kit/fake_wire.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

namespace caf::scheduler {
class test_coordinator;
}

namespace mitos::test_kit {

/// CAF with its deterministic scheduler. Nothing runs but by `settle`, `step` and `advance`.
class world {
public:
  world();
  world(const world&) = delete;
  world& operator=(const world&) = delete;
  ~world();

  caf::actor_system& system() { return *system_; }
  /// What connections made from here on share; change it before `connect`.
  actors::connection_settings& settings() { return *settings_; }
  std::shared_ptr<actors::connection_settings> shared_settings() { return settings_; }
  actors::metrics& count() { return *settings_->metrics; }

  /// A connection whose upgrade is not answered yet: `client::accepted` does that.
  client knock(std::optional<proto::dialect> dialect = proto::dialect::graphql_transport_ws);
  /// An accepted one.
  client connect(std::optional<proto::dialect> dialect = proto::dialect::graphql_transport_ws);
  /// An acknowledged one.
  client greet(std::optional<proto::dialect> dialect = proto::dialect::graphql_transport_ws);

  /// The handle of the connection made last, also when its wire has let go of it.
  const caf::actor& last_connection() const { return last_; }

  /// The timers of a wire that a test made itself take part in the world's time.
  void watch(const std::shared_ptr<fake_wire>& wire);

  /// Delivers messages until none is left.
  void settle();
  /// Delivers one message: with a seed a random one of those that may be next, else the oldest.
  bool step();
  /// Moves time, firing timers in their order, and settles after each.
  void advance(std::chrono::nanoseconds by);
  std::chrono::nanoseconds now();

  /// From here on actors take turns in an order that the seed decides, and that it replays.
  void shuffle(std::uint32_t seed) { random_ = std::mt19937(seed); }

  /// Actors that have not ended, of any kind.
  std::size_t actors_alive();
  std::size_t timers_armed();

private:
  caf::scheduler::test_coordinator& scheduler();
  std::optional<std::chrono::nanoseconds> next_due();
  void fire_due();

  caf::actor_system_config config_;
  std::unique_ptr<caf::actor_system> system_;
  std::shared_ptr<actors::connection_settings> settings_;
  std::vector<std::weak_ptr<fake_wire>> wires_;
  caf::actor last_;
  std::optional<std::mt19937> random_;
};

} // namespace mitos::test_kit
