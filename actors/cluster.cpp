#include "actors/cluster.hpp"

#include "actors/backplane.hpp"
#include "proto/cluster/codec.hpp"
#include "proto/utf8.hpp"

#include <algorithm>

namespace mitos::actors {

namespace wire = proto::cluster;

namespace {

/// Peers that are gone and may come back, of which is kept what was heard of them.
constexpr std::size_t max_past = 1024;
constexpr std::size_t max_line = 1024;
/// Lines about strangers between two rounds of gossip.
constexpr std::size_t max_strangers_told = 10;
/// How long the larger incarnation leaves the dial to the smaller.
constexpr std::chrono::seconds grace{1};

std::uint64_t random_number() { return std::random_device{}() | std::uint64_t{std::random_device{}()} << 32; }

wire::incarnation random_incarnation() { return {random_number(), random_number()}; }

std::string named(const wire::node_info& node) { return node.name + " (" + to_text(node.at) + ')'; }

std::string quoted(const std::string& text) { return '"' + text + '"'; }

/// What others say of themselves is not to look like a line of ours, nor to be endless.
std::string printable(const std::string& line) {
  std::string safe(proto::utf8_prefix(line, max_line));
  std::replace_if(
      safe.begin(), safe.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
  return safe;
}

void say(const std::function<void(const std::string&)>& to, const std::string& line) {
  if (to)
    to(printable(line));
}

} // namespace

cluster::cluster(caf::actor_config& config, cluster_options options, std::shared_ptr<link_layer> links,
                 std::shared_ptr<cluster_view> view, caf::actor hub, cluster_news news)
    : timed(config),
      options_(std::move(options)),
      layer_(std::move(links)),
      view_(std::move(view)),
      hub_(std::move(hub)),
      news_(std::move(news)),
      random_(
          static_cast<std::minstd_rand::result_type>(options_.seed != 0 ? options_.seed : random_number())),
      self_{options_.id.value_or(random_incarnation()), options_.node, options_.at},
      dialling_(*this, *layer_, options_, random_, [this](auto& who) { return is_linked(who); }) {
  show();
}

caf::behavior cluster::make_behavior() {
  send(hub_, use_backplane{this});
  send(hub_, peer_hears{0, true});
  for (const auto& seed : options_.seeds)
    dialling_.look(seed, std::nullopt, {});
  tick();
  return {
      [this](const link_opened& said) { opened(said); },
      [this](const link_closed& said) { closed(said); },
      [this](const frame_received& said) { received(said); },
      [this](const interest_changed& told) { change_interest(told); },
      [this](const publish_to_peers& order) { publish(order); },
      [this](const events_taken& told) { taken(told); },
      [this](const begin_leaving&) { begin_to_leave(); },
      [this](const leave_cluster&) { leave(); },
  };
}

void cluster::on_exit() {
  for (const auto& entry : links_)
    layer_->cut(entry.first);
  links_.clear();
  peers_.clear();
  dialling_.stop();
  stop_timers();
  if (hub_)
    send(hub_, use_backplane{});
  hub_ = {};
  show();
}

// Links

void cluster::send_on(link_number to, const wire::message& said) {
  auto frame = wire::encode(said);
  if (const auto at = links_.find(to); at != links_.end() && at->second.peer)
    if (const auto peer = peers_.find(*at->second.peer); peer != peers_.end())
      peer->second.count->bytes_out.add(static_cast<std::int64_t>(frame.size() + wire::header_bytes));
  layer_->send(to, std::move(frame));
}

wire::hello cluster::own_hello() const {
  return {wire::protocol_version, options_.cluster,      self_,
          options_.window_events, options_.window_bytes, options_.max_frame};
}

void cluster::opened(const link_opened& said) {
  links_.emplace(said.link, open_link{said.dialled, said.peer});
  if (said.dialled)
    layer_->send(said.link, wire::encode(own_hello()));
}

void cluster::closed(const link_closed& said) {
  const auto found = links_.find(said.link);
  const auto who = found == links_.end() ? std::nullopt : found->second.peer;
  if (found != links_.end())
    links_.erase(found);
  const auto failed = dialling_.ended(said.link);
  if (who)
    return lose_link(peers_.at(*who), said.why);
  if (failed)
    say(news_.warned, "cannot reach " + to_text(*failed) + " for now: " + said.why);
  else if (!said.dialled)
    warn_of_stranger("a link from " + said.peer + " has failed: " + said.why);
}

void cluster::received(const frame_received& said) {
  const auto found = links_.find(said.link);
  if (found == links_.end())
    return;
  const auto message = wire::decode(said.frame);
  if (!message)
    return refuse(said.link, "a frame that is no message");
  if (!found->second.peer)
    return greet(said.link, *message);
  auto& peer = peers_.at(*found->second.peer);
  if (now() - peer.heard_at > options_.timeout)
    return lose_link(peer, "what came was late by more than the timeout"); // for the others it is gone
  if (!peer.is_welcome && !std::holds_alternative<wire::welcome>(*message) &&
      !std::holds_alternative<wire::refusal>(*message))
    return refuse(said.link, "it does not go on with welcome");
  heard(peer, said.frame.size());
  std::visit([&](const auto& m) { hear(peer, m); }, *message);
}

void cluster::greet(link_number by, const wire::message& first) {
  if (const auto* said = std::get_if<wire::hello>(&first))
    return hear(by, *said);
  const auto peer = links_.at(by).address;
  if (const auto* said = std::get_if<wire::refusal>(&first)) {
    drop(by);
    if (!said->reason.empty())
      warn_of_stranger(peer + " has refused this node: " + said->reason);
    return;
  }
  refuse(by, "it does not begin with hello");
}

/// The other side is told why, as is the log.
void cluster::refuse(link_number which, const std::string& reason) {
  const auto& refused = links_.at(which);
  if (!reason.empty())
    warn_of_stranger((refused.peer ? named(peers_.at(*refused.peer).node) : refused.address) +
                     " is refused: " + reason);
  send_on(which, wire::refusal{reason});
  const auto who = refused.peer;
  drop(which);
  if (who)
    lose_link(peers_.at(*who), "it was refused: " + reason);
}

/// Ends the link when what was said is out. Nothing more is heard of it.
void cluster::drop(link_number which) {
  layer_->finish(which);
  links_.erase(which);
  dialling_.ended(which);
}

// Who is there

void cluster::hear(link_number by, const wire::hello& said) {
  if (said.version == wire::protocol_version)
    dialling_.found(by, said.from.id);
  if (!links_.at(by).dialled)
    send_on(by, own_hello());
  if (said.from.id == self_.id && said.version == wire::protocol_version) {
    dialling_.meet_itself(by);
    return drop(by);
  }
  if (const auto reason = reason_to_refuse(by, said))
    return refuse(by, *reason);
  if (!is_wanted(by, said))
    return refuse(by, {});
  supersede(said.from);
  attach(by, said);
}

std::optional<std::string> cluster::reason_to_refuse(link_number by, const wire::hello& said) {
  if (said.version != wire::protocol_version)
    return "it speaks version " + std::to_string(said.version) + " of the protocol, " + named(self_) +
           " version " + std::to_string(wire::protocol_version);
  if (said.cluster != options_.cluster)
    return named(said.from) + " is of the cluster " + quoted(said.cluster) + ", " + named(self_) +
           " of the cluster " + quoted(options_.cluster);
  if (!layer_->is_named(by, said.from.at.host))
    return "its certificate does not name " + said.from.at.host + ", where it says that it is reached";
  const auto others = std::count_if(peers_.begin(), peers_.end(), [&](auto& entry) {
    return entry.first != said.from.id && entry.second.node.at != said.from.at;
  });
  if (static_cast<std::size_t>(others) + 2 > options_.max_members)
    return "the cluster has " + std::to_string(options_.max_members) + " members, its most";
  for (const auto& [id, peer] : peers_)
    if (id != said.from.id && peer.node.at == said.from.at && peer.link && is_fresh(peer))
      return "it says that it is reached at " + to_text(said.from.at) + ", where " + peer.node.name + " is";
  return std::nullopt;
}

/// Two nodes keep one link: of two that cross the one that the smaller dials. A link that is silent gives
/// way.
bool cluster::is_wanted(link_number by, const wire::hello& said) {
  const bool is_dialled_by_smaller = links_.at(by).dialled == (self_.id < said.from.id);
  const auto known = peers_.find(said.from.id);
  if (known != peers_.end() && known->second.link) {
    const bool other_is = links_.at(*known->second.link).dialled == (self_.id < said.from.id);
    return (is_dialled_by_smaller && !other_is) || !is_fresh(known->second);
  }
  return is_dialled_by_smaller || !dialling_.is_dialling(said.from, by);
}

/// Whoever was at that address has ended, since another has its place.
void cluster::supersede(const wire::node_info& by) {
  for (auto at = peers_.begin(); at != peers_.end();) {
    auto& peer = (at++)->second;
    if (peer.node.id != by.id && peer.node.at == by.at)
      remove(peer, "is gone: started anew");
  }
}

void cluster::attach(link_number by, const wire::hello& said) {
  auto& peer = peer_of(said.from);
  cut_link(peer);
  peer.node = said.from;
  peer.window = {said.window_events, said.window_bytes, said.max_frame};
  peer.link = by;
  peer.is_welcome = false;
  peer.hears.pages.clear();
  peer.heard_at = peer.credited_at = now();
  links_.at(by).peer = said.from.id;
  layer_->admit(by);
  send_on(by, wire::welcome{peer.out.number(), peer.in.number, peer.in.heard, is_leaving_});
  for (const auto& page : interest_.whole())
    send_on(by, page);
}

cluster_peer& cluster::peer_of(const wire::node_info& node) {
  if (const auto known = peers_.find(node.id); known != peers_.end())
    return known->second;
  const auto slot = std::find(by_slot_.begin(), by_slot_.end(), nullptr) - by_slot_.begin();
  auto& added =
      peers_.try_emplace(node.id, node, static_cast<std::uint8_t>(slot), random_number() | 1, options_, now())
          .first->second;
  by_slot_.at(added.slot) = &added;
  const auto past = std::find_if(past_.begin(), past_.end(), [&](auto& one) { return one.first == node.id; });
  if (past != past_.end()) {
    added.in = past->second;
    past_.erase(past);
  }
  return added;
}

void cluster::hear(cluster_peer& from, const wire::welcome& said) {
  if (from.is_welcome)
    return refuse(*from.link, "it says welcome twice");
  const bool is_back = std::exchange(from.was_member, true);
  from.is_welcome = true;
  from.count->links.add();
  if (from.in.resume(said.stream))
    send(hub_, gap_found{from.node.name});
  from.dealt = from.credited = from.in.heard; // the sender was told of it
  from.out.resume(said.heard_stream, said.heard, from.window);
  dialling_.succeeded(from.node.id);
  from.state = said.leaving ? member_state::leaving : member_state::up;
  tell(from, is_back ? "is back" : "has joined");
  tell_members(from);
  for (auto& [id, peer] : peers_)
    if (peer.is_welcome && id != from.node.id)
      send_on(*peer.link, wire::members{{from.node}});
  pump(from);
}

void cluster::hear(cluster_peer& from, const wire::hello&) { refuse(*from.link, "it says hello twice"); }

void cluster::hear(cluster_peer& from, const wire::refusal& said) {
  if (!said.reason.empty())
    warn_of_stranger(named(from.node) + " has refused this node: " + said.reason);
  drop(*from.link);
  lose_link(from, said.reason.empty() ? "there is another" : "it refused: " + said.reason);
}

void cluster::hear(cluster_peer&, const wire::members& said) {
  for (const auto& node : said.nodes)
    if (node.id != self_.id && peers_.count(node.id) == 0)
      look_for(node);
}

void cluster::hear(cluster_peer& from, const wire::leaving&) {
  from.state = member_state::leaving;
  tell(from, "is leaving");
}

void cluster::hear(cluster_peer& from, const wire::bye& said) {
  lose(from, from.in.skip_to(said.next));
  drop(*from.link);
  from.link.reset();
  dialling_.left(from.node.id);
  remove(from, "has left");
}

/// It may have ended already.
void cluster::cut_link(cluster_peer& of) {
  if (of.link && links_.erase(*of.link) > 0) {
    layer_->cut(*of.link);
    dialling_.ended(*of.link);
  }
  of.link.reset();
}

/// The link is gone, or is to go; who was a member is one for the rest of the timeout.
void cluster::lose_link(cluster_peer& with, const std::string& why) {
  cut_link(with);
  if (!with.was_member)
    return remove(with, {});
  const bool was_welcome = std::exchange(with.is_welcome, false);
  look_for(with.node);
  if (!was_welcome)
    return;
  send(hub_, gap_found{with.node.name});
  with.state = with.state == member_state::leaving ? with.state : member_state::suspect;
  tell(with, "is SUSPECT, its link has ended: " + why);
}

/// Without words where it never was a member.
void cluster::remove(cluster_peer& gone, const std::string& what) {
  if (gone.link && gone.is_welcome)
    send(hub_, gap_found{gone.node.name});
  cut_link(gone);
  send(hub_, peer_hears{gone.slot, true});
  by_slot_.at(gone.slot) = nullptr;
  if (past_.size() == max_past)
    past_.pop_front();
  past_.emplace_back(gone.node.id, gone.in);
  const auto lost_before = gone.count->lost_out.value();
  gone.out.lose_all();
  const auto lost = gone.count->lost_out.value() - lost_before;
  const auto node = peers_.extract(gone.node.id);
  if (gone.was_member)
    tell(gone, what + (lost > 0 ? "; " + std::to_string(lost) + " events for it are lost" : ""));
}

void cluster::tell_members(const cluster_peer& to) {
  wire::members linked;
  for (const auto& [id, peer] : peers_)
    if (peer.is_welcome && &peer != &to)
      linked.nodes.push_back(peer.node);
  if (!linked.nodes.empty())
    send_on(*to.link, linked);
}

bool cluster::is_linked(const wire::incarnation& who) const {
  const auto found = peers_.find(who);
  return found != peers_.end() && found->second.link;
}

/// The smaller incarnation dials at once.
void cluster::look_for(const wire::node_info& node) {
  dialling_.look(node.at, node.id, self_.id < node.id ? std::chrono::seconds(0) : grace);
}

void cluster::tell(const cluster_peer& of, const std::string& what) {
  say(news_.changed, named(of.node) + ' ' + what);
  show();
}

/// Whoever reaches the port can have a line written: not more than a few.
void cluster::warn_of_stranger(const std::string& line) {
  if (++strangers_ <= max_strangers_told)
    say(news_.warned, line);
}

void cluster::count_strangers() {
  if (strangers_ > max_strangers_told)
    say(news_.warned, std::to_string(strangers_ - max_strangers_told) + " more warnings were left out");
  strangers_ = 0;
}

void cluster::show() {
  members now;
  const auto state = is_leaving_ ? member_state::leaving : member_state::up;
  now.push_back({to_text(self_.id), self_.name, to_text(self_.at), state});
  for (const auto& [id, peer] : peers_)
    if (peer.was_member)
      now.push_back({to_text(id), peer.node.name, to_text(peer.node.at), peer.state, peer.count});
  std::sort(now.begin() + 1, now.end(),
            [](auto& a, auto& b) { return std::tie(a.name, a.address) < std::tie(b.name, b.address); });
  view_->show(std::move(now));
}

void cluster::begin_to_leave() {
  if (std::exchange(is_leaving_, true))
    return;
  for (auto& [id, peer] : peers_)
    if (peer.is_welcome)
      send_on(*peer.link, wire::leaving{});
  show();
}

void cluster::leave() {
  for (auto& [id, peer] : peers_) {
    if (!peer.is_welcome)
      continue;
    pump(peer);
    peer.out.lose_all();
    send_on(*peer.link, wire::bye{peer.out.next()});
    layer_->finish(*peer.link);
    links_.erase(*peer.link);
  }
  quit();
}

} // namespace mitos::actors
