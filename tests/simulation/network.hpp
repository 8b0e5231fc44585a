/// A network between cluster actors that delays, breaks and partitions, as a random number generator has it.
#pragma once

#include "actors/link_layer.hpp"

#include <caf/actor.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>

namespace mitos::simulation {

using proto::cluster::address;
/// Nodes by their place; a node that starts again keeps it.
using place = std::size_t;

/// Every connection has two ends, each with frames on their way to it. Whatever can happen next happens in
/// `step`, chosen by chance; frames of one connection keep their order, connections do not.
class network {
public:
  explicit network(std::minstd_rand& random) : random_(random) {}
  network(const network&) = delete;
  network& operator=(const network&) = delete;

  /// A node's wires, which die with the network. `actor` hears them from `listen` on.
  std::shared_ptr<actors::link_layer> wires(place of);
  void listen(place at, const address& where, caf::actor actor);
  /// Another address of a node, as of a name or a proxy.
  void alias(const address& where, place of) { aliases_[where] = of; }
  /// No node is to send a larger frame.
  void limit_frames(std::size_t bytes) { largest_ = bytes; }
  /// The process is gone: its peers see its connections end.
  void kill(place which);

  /// One thing that can happen now; false where there is none.
  bool step(std::chrono::nanoseconds now);
  /// Both ends of a random connection see it end, what was on its way is lost. False where there is none.
  bool reset_one();
  /// Nothing gets through between the two until `heal`, and nobody is told.
  void partition(place a, place b) { apart_.insert(std::minmax(a, b)); }
  void heal() { apart_.clear(); }
  /// The process hears nothing and says nothing, until `wake`.
  void stop(place which) { stopped_.insert(which); }
  void wake(place which) { stopped_.erase(which); }
  bool is_stopped(place which) const { return stopped_.count(which) > 0; }

  /// Connections of which both ends are open.
  std::size_t open() const;
  std::size_t frames_sent() const { return frames_sent_; }

private:
  class layer;
  enum class state { connecting, open, closed };
  struct end {
    place at = 0;
    actors::link_number number = 0;
    state is = state::closed;
    bool admitted = false;
    std::deque<std::string> arriving{}; ///< frames
    bool will_close = false;            ///< behind them
    std::string why{};
  };
  struct connection {
    end ends[2]; ///< the dialler's first
    std::chrono::nanoseconds deadline{};
    bool is_new = true; ///< not accepted yet
  };
  struct node {
    address where{};
    caf::actor actor{};
  };

  connection* find(place at, actors::link_number number, std::size_t& which);
  bool is_apart(const connection& c) const;
  void shut(connection& c, std::size_t by, bool at_once, const std::string& why);
  bool deliver(connection& c, std::size_t to);
  void accept(connection& c);
  void tell_closed(end& e, bool dialled, const std::string& why);
  void time_out(std::chrono::nanoseconds now);

  std::minstd_rand& random_;
  std::map<place, node> nodes_;
  std::map<std::uint64_t, connection> connections_;
  std::uint64_t last_ = 0;
  std::set<std::pair<place, place>> apart_;
  std::set<place> stopped_;
  std::map<address, place> aliases_;
  std::size_t largest_ = ~std::size_t{0};
  std::chrono::nanoseconds now_{};
  std::size_t frames_sent_ = 0;
};

} // namespace mitos::simulation
