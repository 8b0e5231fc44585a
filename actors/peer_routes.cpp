#include "actors/peer_routes.hpp"

#include "proto/cluster/message.hpp"

#include <random>

namespace mitos::actors {

namespace cluster = proto::cluster;

peer_routes::peer_routes()
    : peers_(0, keyed{std::random_device{}() | std::uint64_t{std::random_device{}()} << 32}, &memory_) {}

void peer_routes::clear() {
  peers_.clear();
  told_ = false;
}

std::size_t peer_routes::keyed::operator()(std::uint64_t hash) const noexcept {
  return cluster::mixed(hash ^ key);
}

peer_set peer_routes::of(std::string_view topic) const {
  if (!told_)
    return ~peer_set{0};
  if (peers_.empty())
    return 0;
  const auto found = peers_.find(cluster::topic_hash(topic));
  return found == peers_.end() ? 0 : found->second;
}

void peer_routes::hear(const peer_hears& told) {
  told_ = true;
  const auto peer = peer_set{1} << told.peer;
  if (told.whole)
    forget(peer);
  for (const auto hash : told.added)
    peers_[hash] |= peer;
  for (const auto hash : told.removed)
    if (const auto found = peers_.find(hash); found != peers_.end() && (found->second &= ~peer) == 0)
      peers_.erase(found);
}

void peer_routes::forget(peer_set peer) {
  for (auto at = peers_.begin(); at != peers_.end();)
    at = (at->second &= ~peer) == 0 ? peers_.erase(at) : std::next(at);
}

} // namespace mitos::actors
