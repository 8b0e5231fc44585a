/// Which peers of a node hear which topics, by the hashes of these.
#pragma once

#include "actors/backplane.hpp"

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <unordered_map>

namespace mitos::actors {

/// One entry for a topic, however many peers hear it: some 36 bytes.
class peer_routes {
public:
  peer_routes();

  /// Every peer, until it is told of one.
  peer_set of(std::string_view topic) const;
  void hear(const peer_hears& told);
  /// As if nothing had been told.
  void clear();

private:
  /// Peers choose the hashes: without a key of its own a table could be filled with those that meet.
  struct keyed {
    std::uint64_t key;
    std::size_t operator()(std::uint64_t hash) const noexcept; // else each entry has room for it
  };

  void forget(peer_set peer);

  std::pmr::unsynchronized_pool_resource memory_;
  std::pmr::unordered_map<std::uint64_t, peer_set, keyed> peers_;
  bool told_ = false;
};

} // namespace mitos::actors
