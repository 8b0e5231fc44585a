/// The addresses at which a node looks for peers: seeds for ever, others while there is hope. Each is dialled
/// again later and later.
#pragma once

#include "actors/cluster_options.hpp"
#include "actors/link_layer.hpp"
#include "actors/timed.hpp"

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>

namespace mitos::actors {

class dialling {
public:
  /// Asks `is_linked` before each dial. All of these outlive it.
  dialling(timed& self, link_layer& links, const cluster_options& options, std::minstd_rand& random,
           std::function<bool(const proto::cluster::incarnation&)> is_linked)
      : self_(self),
        links_(links),
        options_(options),
        random_(random),
        is_linked_(std::move(is_linked)) {}

  /// Looks for whoever is there, first after `grace`; `who` is known to have been, if it is given.
  void look(const proto::cluster::address& at, std::optional<proto::cluster::incarnation> who,
            std::chrono::nanoseconds grace);
  /// Whoever was dialled by this link is that node.
  void found(link_number by, const proto::cluster::incarnation& who);
  /// All is well with the node: the next dial to it, if there will be one, is as soon as the first.
  void succeeded(const proto::cluster::incarnation& who);
  /// The link has ended. The address that it dialled, if it did, is dialled again, unless there is another
  /// link to the node then. Returns the address where that is its first failure since it last succeeded.
  std::optional<proto::cluster::address> ended(link_number by);
  /// Whoever was dialled by this link is the node itself: its address is left alone from here on, unless it
  /// is a name, which may have other addresses.
  void meet_itself(link_number by);
  /// The node has gone for good: only a seed is looked for again.
  void left(const proto::cluster::incarnation& who);
  /// Gives up on those that nobody has been at for too long.
  void forget_lost();
  /// Whether another dial to the node or its address is under way, the first one since the last success.
  bool is_dialling(const proto::cluster::node_info& whom, link_number besides) const;
  void stop();

private:
  struct place {
    proto::cluster::address at;
    bool is_seed = false;
    std::optional<proto::cluster::incarnation> who{};
    link_number link = 0; ///< the dial that is under way, or has become a link
    unsigned failures = 0;
    bool is_told = false; ///< that it does not answer
    timed::timer again{};
    timed::time_point seen{};
  };

  using table = std::map<proto::cluster::address, place>;

  void dial(place& which);
  void dial_after(place& which, std::chrono::nanoseconds wait);
  std::chrono::nanoseconds pause(const place& which);
  place* of(link_number by);
  table::iterator erase(table::iterator at);

  timed& self_;
  link_layer& links_;
  const cluster_options& options_;
  std::minstd_rand& random_;
  std::function<bool(const proto::cluster::incarnation&)> is_linked_;
  table targets_;
};

} // namespace mitos::actors
