/// The second half of the cluster actor: what is said between members.
#include "actors/backplane.hpp"
#include "actors/cluster.hpp"
#include "proto/cluster/codec.hpp"

#include <bit>

namespace mitos::actors {

namespace wire = proto::cluster;

namespace {

constexpr int ticks_in_timeout = 10;
constexpr int ticks_between_pings = 2;
/// How often a member chosen by chance is told of all members, in case that one was missed.
constexpr std::chrono::seconds between_gossip{5};

std::uint64_t digest_of(const std::vector<std::uint64_t>& hashes) {
  std::uint64_t digest = 0;
  for (const auto hash : hashes)
    digest ^= wire::mixed(hash);
  return digest;
}

} // namespace

// What members hear

void cluster::change_interest(const interest_changed& told) {
  for (const auto& page : interest_.change(told))
    for (auto& [id, peer] : peers_)
      if (peer.link)
        send_on(*peer.link, page);
}

void cluster::hear(cluster_peer& from, const wire::interest& said) {
  auto& known = from.hears;
  if (said.first) {
    known.is_paged = true;
    known.pages.clear();
  }
  if (!known.is_paged && said.version != known.version + 1)
    return send_on(*from.link, wire::interest_wanted{});
  const auto topics = known.is_paged ? known.pages.size() + said.added.size()
                                     : known.topics + said.added.size() - said.removed.size();
  if (topics > options_.max_topics)
    return refuse(*from.link, "its subscribers hear more than " + std::to_string(options_.max_topics) +
                                  " topics, the most of one node");
  if (known.is_paged) {
    known.pages.insert(known.pages.end(), said.added.begin(), said.added.end());
    if (!said.last)
      return;
    known = {said.version, digest_of(known.pages), known.pages.size(), false, std::move(known.pages)};
    send(hub_, peer_hears{from.slot, true, std::exchange(known.pages, {})});
    return;
  }
  known.version = said.version;
  known.digest ^= digest_of(said.added) ^ digest_of(said.removed);
  known.topics = topics;
  send(hub_, peer_hears{from.slot, false, said.added, said.removed});
}

void cluster::hear(cluster_peer& from, const wire::interest_wanted&) {
  for (const auto& page : interest_.whole())
    send_on(*from.link, page);
}

// Events

void cluster::publish(const publish_to_peers& order) {
  peer_set touched = 0;
  for (const auto& one : order.events) {
    const auto text = std::make_shared<const std::string>(proto::json::to_text(one.event->value));
    for (auto left = one.to; left != 0; left &= left - 1) {
      const auto slot = static_cast<std::size_t>(std::countr_zero(left));
      auto* peer = by_slot_.at(slot);
      if (!peer)
        continue;
      touched |= peer_set{1} << slot;
      if (!peer->out.push(text) && peer->link)
        lose_link(*peer, "it takes events more slowly than they are published"); // and may remove it
    }
  }
  for (; touched != 0; touched &= touched - 1)
    if (auto* peer = by_slot_.at(static_cast<std::size_t>(std::countr_zero(touched))))
      pump(*peer);
}

void cluster::pump(cluster_peer& to) {
  if (!to.is_welcome)
    return;
  if (!to.out.is_owed_credit())
    to.credited_at = now();
  while (auto frame = to.out.take()) {
    to.count->bytes_out.add(static_cast<std::int64_t>(frame->size() + wire::header_bytes));
    layer_->send(*to.link, std::move(*frame));
  }
}

void cluster::hear(cluster_peer& from, const wire::events& said) {
  lose(from, from.in.skip_to(said.first));
  events_arrived arrived;
  auto number = said.first;
  for (const auto text : said.texts) {
    if (number++ <= from.in.heard) // it came on the link before
      continue;
    from.in.heard = number - 1;
    if (auto event = read_event(text))
      arrived.events.push_back(std::move(event));
    else
      lose(from, 1);
  }
  from.count->events_in.add(static_cast<std::int64_t>(arrived.events.size()));
  arrived.receipt = ++last_receipt_;
  receipts_.emplace(arrived.receipt, receipt{from.node.id, from.in.number, from.in.heard});
  send(hub_, std::move(arrived));
}

/// Events of the peer will never come.
void cluster::lose(cluster_peer& from, std::uint64_t events) {
  if (events == 0)
    return;
  from.count->lost_in.add(static_cast<std::int64_t>(events));
  send(hub_, gap_found{from.node.name, events});
}

void cluster::taken(const events_taken& told) {
  const auto found = receipts_.find(told.receipt);
  if (found == receipts_.end())
    return;
  const auto what = found->second;
  receipts_.erase(found);
  const auto peer = peers_.find(what.peer);
  if (peer == peers_.end() || peer->second.in.number != what.stream)
    return;
  auto& from = peer->second;
  from.dealt = std::max(from.dealt, what.number);
  if (from.dealt == from.in.heard || from.dealt - from.credited >= options_.window_events / 4)
    give_credit(from);
}

void cluster::give_credit(cluster_peer& to) {
  if (!to.is_welcome || to.dealt <= to.credited)
    return;
  to.credited = to.dealt;
  send_on(*to.link, wire::credit{to.dealt});
}

void cluster::hear(cluster_peer& from, const wire::credit& said) {
  if (from.out.taken(said.taken))
    from.credited_at = now();
  pump(from);
}

// Time

void cluster::heard(cluster_peer& from, std::size_t frame_bytes) {
  from.heard_at = now();
  from.count->bytes_in.add(static_cast<std::int64_t>(frame_bytes + wire::header_bytes));
  if (from.is_welcome && from.state == member_state::suspect) {
    from.state = member_state::up;
    tell(from, "is back: it speaks again");
  }
}

void cluster::tick() {
  set_timer(now() + options_.timeout / ticks_in_timeout, [this] { tick(); });
  ++ticks_;
  for (auto at = peers_.begin(); at != peers_.end();)
    tick((at++)->second);
  dialling_.forget_lost();
  if (now() - gossiped_at_ < between_gossip)
    return;
  gossiped_at_ = now();
  count_strangers();
  std::vector<cluster_peer*> welcome;
  for (auto& [id, peer] : peers_)
    if (peer.is_welcome)
      welcome.push_back(&peer);
  if (!welcome.empty())
    tell_members(*welcome[random_() % welcome.size()]);
}

void cluster::tick(cluster_peer& of) {
  const auto silence = now() - of.heard_at;
  const auto text = [](auto time) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time).count()) + " ms";
  };
  if (silence > options_.timeout) {
    look_for(of.node);
    return remove(of, "is gone: silent for " + text(silence));
  }
  if (!of.is_welcome)
    return;
  if (of.out.is_owed_credit() && now() - of.credited_at > options_.timeout)
    return lose_link(of, "it has taken no event for " + text(now() - of.credited_at));
  if (of.state == member_state::up && silence > options_.timeout / 2) {
    of.state = member_state::suspect;
    tell(of, "is SUSPECT: silent for " + text(silence));
  }
  give_credit(of);
  if (ticks_ % ticks_between_pings == 0)
    ping(of);
}

void cluster::ping(cluster_peer& whom) {
  whom.pinged_at = now();
  send_on(*whom.link, wire::ping{++whom.pings, whom.out.next(), interest_.version(), interest_.digest()});
}

void cluster::hear(cluster_peer& from, const wire::ping& said) {
  send_on(*from.link, wire::pong{said.number});
  lose(from, from.in.skip_to(said.next));
  if (said.version != from.hears.version || said.digest != from.hears.digest)
    send_on(*from.link, wire::interest_wanted{});
}

void cluster::hear(cluster_peer& from, const wire::pong& said) {
  if (said.number != from.pings)
    return;
  const auto took = std::chrono::nanoseconds(now() - from.pinged_at).count();
  from.count->round_trip.add(took - from.count->round_trip.value());
}

} // namespace mitos::actors
