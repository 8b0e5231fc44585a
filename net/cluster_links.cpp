#include "net/cluster_links.hpp"

#include "net/listening.hpp"

#include <caf/actor_cast.hpp>
#include <caf/scheduled_actor.hpp>
#include <netinet/tcp.h>
#include <spdlog/logger.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

namespace mitos::net {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::seconds between_warnings{10};

template <int Level, int Name>
using number_option = asio::detail::socket_option::integer<Level, Name>;

/// A peer that is gone without a word is found out by the cluster; the kernel should not keep it for longer
/// than that by much.
void make_impatient(tcp_socket& socket) {
  error_code ignored; // they are better than nothing
  socket.set_option(tcp::no_delay(true), ignored);
  socket.set_option(tcp_socket::keep_alive(true), ignored);
  socket.set_option(number_option<IPPROTO_TCP, TCP_KEEPIDLE>(10), ignored);
  socket.set_option(number_option<IPPROTO_TCP, TCP_KEEPINTVL>(5), ignored);
  socket.set_option(number_option<IPPROTO_TCP, TCP_KEEPCNT>(3), ignored);
  socket.set_option(number_option<IPPROTO_TCP, TCP_USER_TIMEOUT>(30'000), ignored);
}

} // namespace

cluster_links::cluster_links(cluster_thread& thread, cluster_link_options options, cluster_tls tls)
    : thread_(thread),
      options_(std::move(options)),
      settings_{options_, std::move(tls.context), std::move(tls.advice)},
      door_(std::make_shared<cluster_door>(
          thread, [this](auto socket, auto& peer) { welcome(std::move(socket), peer); })) {}

tcp::endpoint cluster_links::open() {
  door_->open(options_.address, options_.port);
  return door_->endpoint();
}

void cluster_links::tell(const caf::actor& cluster) { actor_ = cluster; }

void cluster_links::begin() { door_->accept(); }

actors::link_number cluster_links::dial(const proto::cluster::address& to) {
  const auto number = ++last_;
  if (closed_)
    return number;
  auto dial = std::make_shared<cluster_dial>(
      thread_.context(), to, number, clock::now() + options_.handshake,
      [this, number](const std::string& why, tcp_socket socket) { dialled(number, why, std::move(socket)); });
  dials_.emplace(number, dial);
  thread_.post([dial] { dial->begin(); });
  return number;
}

void cluster_links::send(link_number to, std::string frame) {
  if (auto link = find(to))
    link->send(std::move(frame));
}

void cluster_links::admit(link_number which) {
  if (auto link = find(which))
    link->admit();
}

bool cluster_links::is_named(link_number which, const std::string& host) const {
  auto link = find(which);
  return link && link->is_named(host);
}

void cluster_links::finish(link_number which) {
  if (auto link = find(which))
    link->finish();
  else
    cut(which);
}

void cluster_links::cut(link_number which) {
  if (auto link = find(which))
    return link->cut();
  if (auto dial = dials_.extract(which))
    dial.mapped()->give_up();
}

std::shared_ptr<cluster_link> cluster_links::find(link_number which) const {
  const auto found = links_.find(which);
  return found != links_.end() && found->second->is_heard() ? found->second : nullptr;
}

void cluster_links::dialled(link_number number, const std::string& why, tcp_socket socket) {
  const auto dial = dials_.extract(number).mapped();
  if (!why.empty())
    return failed(number, true, why, {});
  try {
    const auto peer = to_text(socket.remote_endpoint());
    take_in({number, true, dial->to().host, peer}, std::move(socket), dial->until());
  } catch (const std::exception& e) { // it is gone again, or memory is
    failed(number, true, e.what(), {});
  }
}

void cluster_links::welcome(tcp_socket socket, const tcp::endpoint& peer) {
  if (has_room())
    take_in({++last_, false, {}, to_text(peer)}, std::move(socket), clock::now() + options_.handshake);
}

bool cluster_links::has_room() {
  const auto pending =
      std::count_if(links_.begin(), links_.end(), [](const auto& each) { return each.second->is_pending(); });
  const bool full = static_cast<std::size_t>(pending) >= options_.max_pending;
  if (full && clock::now() - told_of_crowd_ > between_warnings) {
    thread_.log().warn("cluster: links from other nodes are refused for now: {} have not said who they are",
                       pending);
    told_of_crowd_ = clock::now();
  }
  return !full;
}

void cluster_links::take_in(link_facts facts, tcp_socket socket, clock::time_point until) {
  make_impatient(socket);
  const auto number = facts.number;
  auto link = std::make_shared<cluster_link>(thread_, static_cast<link_owner&>(*this), settings_,
                                             std::move(facts), std::move(socket));
  links_.emplace(number, link);
  link->begin(until);
}

void cluster_links::opened(cluster_link& link) {
  const auto& facts = link.facts();
  tell_actor(actors::link_opened{facts.number, facts.dialled, facts.peer});
}

void cluster_links::received(cluster_link& link, std::string frame) {
  tell_actor(actors::frame_received{link.facts().number, std::move(frame)});
}

void cluster_links::ended(cluster_link& link, const std::string& why) {
  failed(link.facts().number, link.facts().dialled, why, link.facts().peer);
}

void cluster_links::failed(link_number number, bool dialled, const std::string& why,
                           const std::string& peer) {
  tell_actor(actors::link_closed{number, why, dialled, peer});
}

void cluster_links::gone(cluster_link& link) noexcept {
  links_.erase(link.facts().number);
  ask_whether_done();
}

template <class Event>
void cluster_links::tell_actor(Event event) {
  const auto held = actor_;
  if (held && !thread_.deliver(*caf::actor_cast<caf::scheduled_actor*>(held), std::move(event)))
    abandon();
}

/// Nobody hears of the links any more.
void cluster_links::abandon() noexcept {
  actor_ = {};
  if (door_)
    door_->close();
  for (auto& dial : std::exchange(dials_, {}))
    dial.second->give_up();
  for (auto next = links_.begin(); next != links_.end();) {
    const auto link = (next++)->second; // who is cut leaves
    if (link->is_heard())
      link->cut();
  }
}

void cluster_links::wind_up(std::function<void()> done) {
  abandon();
  done_ = std::move(done);
  ask_whether_done();
}

void cluster_links::ask_whether_done() {
  if (done_ && links_.empty())
    std::exchange(done_, {})();
}

void cluster_links::close() noexcept {
  closed_ = true;
  abandon();
  door_.reset();
  while (!links_.empty())
    std::shared_ptr(links_.begin()->second)->cut();
}

} // namespace mitos::net
