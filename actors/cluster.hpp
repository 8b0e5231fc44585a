/// A node's part in a cluster, as one actor: who is there, what they hear, and events in both directions. It
/// is the backplane (backplane.hpp) of a hub.
#pragma once

#include "actors/cluster_news.hpp"
#include "actors/cluster_options.hpp"
#include "actors/cluster_peer.hpp"
#include "actors/cluster_view.hpp"
#include "actors/dialling.hpp"
#include "actors/link_layer.hpp"
#include "actors/own_interest.hpp"
#include "actors/timed.hpp"

#include <caf/actor.hpp>

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mitos::actors {

/// Nodes find each other by seeds and by what members tell of members, and keep one link for each two of
/// them, which the one with the smaller incarnation dials. A peer whose link breaks is SUSPECT; it is gone
/// when it was not heard of for the timeout. In between nothing is lost: events go on where they were broken
/// off.
///
/// What it owes to clients: per publishing node and topic, events come in their order and each once. What
/// does not come is counted, and the hub is told (gap_found).
class cluster : public timed {
public:
  /// Attaches itself to `hub`. `view` is shown what it sees.
  cluster(caf::actor_config& config, cluster_options options, std::shared_ptr<link_layer> links,
          std::shared_ptr<cluster_view> view, caf::actor hub, cluster_news news = {});

  const char* name() const override { return "mitos.cluster"; } ///< what CAF calls it
  /// Hears link_layer.hpp, backplane.hpp, `begin_leaving` and `leave_cluster`.
  caf::behavior make_behavior() override;
  /// Lets go of its links, without a word to its peers, and of its hub.
  void on_exit() override;

private:
  using incarnation = proto::cluster::incarnation;
  /// A socket, from its first frame to its last.
  struct open_link {
    bool dialled;
    std::string address;               ///< for people
    std::optional<incarnation> peer{}; ///< since hello, if the link is wanted
  };
  struct receipt {
    incarnation peer;
    std::uint64_t stream;
    std::uint64_t number; ///< of the last of the events
  };

  // Links.
  void opened(const link_opened& said);
  void closed(const link_closed& said);
  void received(const frame_received& said);
  void greet(link_number by, const proto::cluster::message& first);
  void refuse(link_number which, const std::string& reason);
  void drop(link_number which);
  void send_on(link_number to, const proto::cluster::message& said);
  proto::cluster::hello own_hello() const;

  // Who is there.
  void hear(link_number by, const proto::cluster::hello& said);
  std::optional<std::string> reason_to_refuse(link_number by, const proto::cluster::hello& said);
  bool is_wanted(link_number by, const proto::cluster::hello& said);
  void supersede(const proto::cluster::node_info& by);
  void attach(link_number by, const proto::cluster::hello& said);
  cluster_peer& peer_of(const proto::cluster::node_info& node);
  void cut_link(cluster_peer& of);
  void lose_link(cluster_peer& with, const std::string& why);
  void remove(cluster_peer& gone, const std::string& what);
  void tell_members(const cluster_peer& to);
  bool is_linked(const incarnation& who) const;
  bool is_fresh(const cluster_peer& which) { return now() - which.heard_at < options_.timeout * 3 / 10; }
  void look_for(const proto::cluster::node_info& node);
  void tell(const cluster_peer& of, const std::string& what);
  void warn_of_stranger(const std::string& line);
  void count_strangers();
  void show();

  // What members say. They may be no members any more when these return.
  void hear(cluster_peer& from, const proto::cluster::hello& said);
  void hear(cluster_peer& from, const proto::cluster::refusal& said);
  void hear(cluster_peer& from, const proto::cluster::welcome& said);
  void hear(cluster_peer& from, const proto::cluster::members& said);
  void hear(cluster_peer& from, const proto::cluster::leaving& said);
  void hear(cluster_peer& from, const proto::cluster::bye& said);
  void hear(cluster_peer& from, const proto::cluster::interest& said);
  void hear(cluster_peer& from, const proto::cluster::interest_wanted& said);
  void hear(cluster_peer& from, const proto::cluster::events& said);
  void hear(cluster_peer& from, const proto::cluster::credit& said);
  void hear(cluster_peer& from, const proto::cluster::ping& said);
  void hear(cluster_peer& from, const proto::cluster::pong& said);

  // What the hub says.
  void change_interest(const interest_changed& told);
  void publish(const publish_to_peers& order);
  void taken(const events_taken& told);

  void pump(cluster_peer& to);
  void give_credit(cluster_peer& to);
  void lose(cluster_peer& from, std::uint64_t events);

  // Time.
  void heard(cluster_peer& from, std::size_t frame_bytes);
  void tick();
  void tick(cluster_peer& of);
  void ping(cluster_peer& whom);

  void begin_to_leave();
  void leave();

  const cluster_options options_;
  const std::shared_ptr<link_layer> layer_;
  const std::shared_ptr<cluster_view> view_;
  caf::actor hub_;
  const cluster_news news_;
  std::minstd_rand random_;
  const proto::cluster::node_info self_;
  bool is_leaving_ = false;

  std::map<link_number, open_link> links_;
  std::map<incarnation, cluster_peer> peers_;
  std::array<cluster_peer*, 64> by_slot_{};
  std::deque<std::pair<incarnation, incoming_stream>>
      past_; ///< of peers that are gone: what was heard of them
  actors::dialling dialling_;
  own_interest interest_;
  std::unordered_map<std::uint64_t, receipt> receipts_;
  std::uint64_t last_receipt_ = 0;
  std::uint64_t ticks_ = 0;
  time_point gossiped_at_{};
  std::size_t strangers_ = 0; ///< warned of since the last gossip
};

} // namespace mitos::actors
