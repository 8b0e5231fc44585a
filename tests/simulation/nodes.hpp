/// Several nodes in one process: real hubs and cluster actors, virtual time, a simulated network. What
/// happens next is chosen by a seed, and the same on every machine.
#pragma once

#include "actors/cluster.hpp"
#include "actors/topic_hub.hpp"
#include "tests/simulation/network.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace caf::scheduler {
class test_coordinator;
}

namespace mitos::simulation {

/// What a subscriber was told: an event of a publisher, or of a gap.
struct told {
  std::string publisher; ///< of an event the node and its life: "a.1"
  std::uint64_t number;  ///< of the event
  bool is_gap = false;
  std::optional<std::uint64_t> lost{};
};

struct node {
  std::string name;
  std::size_t lives = 0;
  caf::actor hub{};
  caf::actor cluster{};
  caf::actor subscriber{};
  std::shared_ptr<actors::cluster_view> view{};
  std::shared_ptr<std::vector<told>> heard{}; ///< of this life
  std::vector<std::string> log{};             ///< of all lives
  std::uint64_t published = 0;                ///< in this life

  bool lives_now() const { return static_cast<bool>(cluster); }
};

class nodes {
public:
  using change = std::function<void(actors::cluster_options&)>;

  nodes(std::size_t count, std::uint32_t seed, change with = {});
  nodes(const nodes&) = delete;
  nodes& operator=(const nodes&) = delete;
  ~nodes();

  std::size_t size() const { return all_.size(); }
  node& operator[](place which) { return all_.at(which); }
  network& net() { return network_; }
  std::minstd_rand& random() { return random_; }
  /// Knows these seeds besides those of the options.
  void start(place which, const std::vector<place>& seeds);
  /// The same with seeds that are any addresses, and at one of its own.
  void start_with(place which, const std::vector<address>& seeds) {
    start_at(which, address_of(which), seeds);
  }
  void start_at(place which, const address& at, const std::vector<address>& seeds = {});
  void start_all(bool all_are_seeds);
  void kill(place which);
  /// A clean end: bye.
  void leave(place which);
  void subscribe(place which, const std::string& topic = "t");
  void unsubscribe(place which, const std::string& topic = "t");
  void publish(place which, const std::string& topic = "t");

  /// Runs what can run, in the order of the seed, while time goes on.
  void run(std::chrono::nanoseconds time);
  /// Runs until it holds, and says how long that took; fails after `most`.
  std::chrono::nanoseconds until(const std::function<bool()>& holds, std::chrono::nanoseconds most);
  /// Whether all that live see each other, and nobody else, UP.
  bool is_full_mesh();
  std::chrono::nanoseconds now();
  static address address_of(place which) { return {"n" + std::to_string(which), 7946}; }

  /// Of what was heard: each publisher's events in their order and once, and no hole without a word about it.
  void check_promises();

private:
  caf::scheduler::test_coordinator& scheduler();
  bool run_one();
  void settle();

  std::minstd_rand random_;
  network network_{random_};
  caf::actor_system_config config_;
  std::unique_ptr<caf::actor_system> system_;
  std::vector<node> all_;
  change with_;
};

/// Calls `f` with as many seeds, or with that of MITOS_SEED; a failure names the seed.
void with_seeds(std::uint32_t count, const std::function<void(std::uint32_t seed)>& f);

} // namespace mitos::simulation
