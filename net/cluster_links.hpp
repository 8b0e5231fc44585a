/// The links of a node to the others: what a cluster actor dials, and who comes.
#pragma once

#include "actors/link_layer.hpp"
#include "net/cluster_dial.hpp"
#include "net/cluster_door.hpp"
#include "net/cluster_link.hpp"
#include "net/cluster_link_options.hpp"
#include "net/cluster_thread.hpp"
#include "net/cluster_tls.hpp"

#include <caf/actor.hpp>

#include <functional>
#include <memory>
#include <unordered_map>

namespace mitos::net {

/// Used on its thread only, but for what says otherwise. After `close` every call does nothing, also when the
/// thread is no more: an actor may keep it for longer.
class cluster_links final : public actors::link_layer, private link_owner {
public:
  cluster_links(cluster_thread& thread, cluster_link_options options, cluster_tls tls);

  // Before the thread runs.

  /// Throws std::system_error, whose text names the address.
  tcp::endpoint open();
  /// An actor that was born on the thread, and hears of the links from here on.
  void tell(const caf::actor& cluster);

  void begin();

  actors::link_number dial(const proto::cluster::address& to) override;
  void send(actors::link_number to, std::string frame) override;
  void admit(actors::link_number which) override;
  bool is_named(actors::link_number which, const std::string& host) const override;
  void finish(actors::link_number which) override;
  void cut(actors::link_number which) override;

  /// The actor has ended: nobody comes in, only what it has finished goes on. Then `done` is called.
  void wind_up(std::function<void()> done);
  /// All is cut. Before the thread ends.
  void close() noexcept;

private:
  using link_number = actors::link_number;

  void opened(cluster_link& link) override;
  void received(cluster_link& link, std::string frame) override;
  void ended(cluster_link& link, const std::string& why) override;
  void gone(cluster_link& link) noexcept override;

  void dialled(link_number number, const std::string& why, tcp_socket socket);
  void welcome(tcp_socket socket, const tcp::endpoint& peer);
  void take_in(link_facts facts, tcp_socket socket, std::chrono::steady_clock::time_point until);
  bool has_room();
  void failed(link_number number, bool dialled, const std::string& why, const std::string& peer);
  std::shared_ptr<cluster_link> find(link_number which) const;
  template <class Event>
  void tell_actor(Event event);
  void abandon() noexcept;
  void ask_whether_done();

  cluster_thread& thread_;
  const cluster_link_options options_;
  const link_settings settings_;
  std::shared_ptr<cluster_door> door_;
  caf::actor actor_;
  link_number last_ = 0;
  std::unordered_map<link_number, std::shared_ptr<cluster_dial>> dials_;
  std::unordered_map<link_number, std::shared_ptr<cluster_link>> links_;
  std::function<void()> done_;
  std::chrono::steady_clock::time_point told_of_crowd_{};
  bool closed_ = false;
};

} // namespace mitos::net
