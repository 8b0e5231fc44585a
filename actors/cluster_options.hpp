/// Every name, limit and time of a node's part in a cluster, with its default.
#pragma once

#include "proto/cluster/message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mitos::actors {

/// What happens to a peer that takes events more slowly than they are published.
enum class slow_peer {
  drop_oldest, ///< of those that wait, beyond `queue_bytes`; counted on both sides, and told there
               ///< (gap_found)
  disconnect,  ///< what waits is lost, counted and told in the same way, and the link begins anew
};

/// What a cluster actor is made with. Nodes of one cluster should have the same times.
struct cluster_options {
  std::string cluster = "mitos";                ///< its name: nodes of another one are refused
  std::string node{};                           ///< the name of this one, for people
  proto::cluster::address at{};                 ///< where peers dial this node
  std::vector<proto::cluster::address> seeds{}; ///< dialled until the end; its own address is no fault

  /// A peer that is silent for half of it is SUSPECT, and for the whole of it gone. Pings go out five times
  /// in it. With the resolution of a tenth of it.
  std::chrono::nanoseconds timeout = std::chrono::milliseconds(2500);
  std::chrono::nanoseconds redial_first =
      std::chrono::milliseconds(100);                             ///< doubled each time, less up to a half
  std::chrono::nanoseconds redial_most = std::chrono::seconds(5); ///< the longest of these times
  std::chrono::nanoseconds forget = std::chrono::minutes(1); ///< who is no seed is not dialled for longer

  std::size_t max_members = 64;                            ///< this one included; at most 64
  std::size_t max_topics = 1'000'000;                      ///< of one peer: its link is refused above it
  std::uint32_t window_events = 8192;                      ///< on their way to this node, from each peer
  std::size_t window_bytes = std::size_t{1} * 1024 * 1024; ///< the same; one event may be larger
  std::size_t queue_bytes = std::size_t{8} * 1024 * 1024;  ///< that wait for a peer here
  std::size_t max_frame = std::size_t{4} * 1024 * 1024; ///< an event that does not fit is lost, and counted
  slow_peer slow = slow_peer::drop_oldest;              ///< of a peer for whom more would wait

  std::optional<proto::cluster::incarnation> id{}; ///< none: random, as it must be but in tests
  std::uint64_t seed = 0;                          ///< of jitter; 0: random
};

} // namespace mitos::actors
