#include "net/cluster.hpp"

#include "actors/cluster.hpp"
#include "net/cluster_links.hpp"
#include "net/cluster_thread.hpp"
#include "net/cluster_tls.hpp"
#include "net/listening.hpp"

#include <caf/actor_system.hpp>
#include <caf/send.hpp>
#include <spdlog/logger.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <future>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace mitos::net {

namespace {

/// For an actor to say bye to its peers.
constexpr std::chrono::seconds patience{5};
/// A hello has room for three of these.
constexpr std::size_t longest_name = 255;
/// A page of topics, and the members of a full cluster, fit.
constexpr std::size_t smallest_frame = std::size_t{128} * 1024;
constexpr std::size_t largest_frame = std::size_t{1} * 1024 * 1024 * 1024;

void expect(bool right, const std::string& otherwise) {
  if (!right)
    throw std::invalid_argument(otherwise);
}

void check_trust(const cluster_link_options& links) {
  const std::array files = {std::pair(&links.certificate, "--cluster-cert"),
                            std::pair(&links.key, "--cluster-key"),
                            std::pair(&links.authority, "--cluster-ca")};
  const bool any = std::any_of(files.begin(), files.end(), [](auto& each) { return !each.first->empty(); });
  for (const auto& [file, name] : files)
    expect(!any || !file->empty(), std::string("the cluster's certificates are incomplete without ") + name +
                                       ": give --cluster-cert, --cluster-key and --cluster-ca");
  expect(links.secret.empty() || !any,
         "a cluster has either a secret (--cluster-secret-file) or certificates "
         "(--cluster-cert, --cluster-key, --cluster-ca): leave out one of them");
  error_code no_number; // then nobody can listen there, which says so itself
  const auto address = asio::ip::make_address(links.address, no_number);
  expect(no_number || address.is_loopback() || any || !links.secret.empty() || links.insecure,
         "whoever reaches " + links.address +
             " could take part in the cluster: give --cluster-secret-file, or --cluster-cert, --cluster-key "
             "and --cluster-ca; or --cluster-insecure where the network keeps others out");
}

void check_limits(const actors::cluster_options& options, const cluster_link_options& links) {
  const auto at_least_one = [](std::size_t value, const char* name) {
    expect(value >= 1, std::string("cluster_options.") + name + " is 0: it must be 1 at least");
  };
  expect(options.max_members >= 2 && options.max_members <= 64,
         "cluster_options.max_members is " + std::to_string(options.max_members) + ": it must be 2 to 64");
  expect(options.timeout >= std::chrono::milliseconds(100),
         "cluster_options.timeout is below 100 ms: a busy machine would be taken for a dead one");
  at_least_one(options.max_topics, "max_topics");
  at_least_one(options.window_events, "window_events");
  at_least_one(options.window_bytes, "window_bytes");
  at_least_one(options.queue_bytes, "queue_bytes");
  expect(options.max_frame >= smallest_frame && options.max_frame <= largest_frame,
         "cluster_options.max_frame is " + std::to_string(options.max_frame) + ": it must be " +
             std::to_string(smallest_frame) + " to " + std::to_string(largest_frame));
  const auto expect_short = [](const std::string& text, const char* name) {
    expect(text.size() <= longest_name, std::string("cluster_options.") + name + " has " +
                                            std::to_string(text.size()) + " bytes: it may have " +
                                            std::to_string(longest_name));
  };
  expect_short(options.node, "node (--name)");
  expect_short(options.cluster, "cluster (--cluster-name)");
  expect_short(options.at.host, "at.host (--cluster-advertise)");
  expect(options.redial_first.count() > 0 && options.redial_most >= options.redial_first,
         "cluster_options.redial_first must be above 0, and redial_most no less than it");
  expect(links.handshake.count() > 0 && links.finish.count() > 0 && links.max_pending >= 1,
         "cluster_link_options: handshake, finish and max_pending must be above 0");
}

cluster_link_options checked(const actors::cluster_options& options, cluster_link_options links) {
  check_trust(links);
  check_limits(options, links);
  links.max_frame = options.max_frame;
  links.max_unsent = std::max(links.max_unsent, 2 * options.max_frame);
  return links;
}

std::string name_of_this_machine() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

/// Where peers dial who listens there.
proto::cluster::address reached_at(proto::cluster::address told, const tcp::endpoint& listening) {
  if (told.host.empty())
    told.host =
        listening.address().is_unspecified() ? name_of_this_machine() : listening.address().to_string();
  if (told.port == 0)
    told.port = listening.port();
  return told;
}

std::shared_ptr<spdlog::logger> silence() {
  auto log = std::make_shared<spdlog::logger>("mitos");
  log->set_level(spdlog::level::off);
  return log;
}

actors::cluster_news told_to(const std::shared_ptr<spdlog::logger>& log) {
  return {.changed = [log](const std::string& line) { log->info("cluster: {}", line); },
          .warned = [log](const std::string& line) { log->warn("cluster: {}", line); }};
}

} // namespace

struct cluster::impl {
  /// While it takes part.
  struct part {
    explicit part(impl& of);
    part(const part&) = delete;
    part& operator=(const part&) = delete;
    /// Of one whose thread could not be started.
    ~part();
    void wind_up(std::chrono::nanoseconds last_frames);

    cluster_thread thread;
    std::shared_ptr<cluster_links> links;
    tcp::endpoint endpoint;
    caf::actor actor;
    std::future<void> actor_ended;
  };

  impl(actors::topics& of, caf::actor_system& in, actors::cluster_options with, cluster_link_options over,
       std::shared_ptr<spdlog::logger> to)
      : heard(of),
        system(in),
        link_options(checked(with, std::move(over))),
        options(std::move(with)),
        log(to ? std::move(to) : silence()) {
    if (options.node.empty())
      options.node = heard.node();
    forget();
  }

  void start();
  void leave();
  void stop();
  void forget();
  void refuse_own_thread(const char* what) const;

  actors::topics& heard;
  caf::actor_system& system;
  const cluster_link_options link_options;
  actors::cluster_options options;
  const std::shared_ptr<spdlog::logger> log;

  mutable std::mutex mutex; ///< held while it starts and stops
  std::unique_ptr<part> running;
  mutable std::mutex seen_mutex; ///< held shortly, for what follows
  std::shared_ptr<actors::cluster_view> view;
  std::string endpoint;
  std::thread::id thread;
};

cluster::impl::part::part(impl& of) : thread(of.system, of.log) {
  links = std::make_shared<cluster_links>(thread, of.link_options, load_cluster_tls(of.link_options));
  endpoint = links->open();
  auto taken = of.options;
  taken.at = reached_at(taken.at, endpoint);
  caf::actor_config config{thread.unit().get()};
  actor = of.system.spawn_class<actors::cluster, caf::no_spawn_options>(
      config, std::move(taken), links, of.view, of.heard.hub(), told_to(of.log));
  auto ended = std::make_shared<std::promise<void>>();
  actor_ended = ended->get_future();
  actor->attach_functor([unit = thread.unit(), log = of.log, ended](const caf::error& reason) {
    if (reason && reason != caf::exit_reason::user_shutdown)
      log->critical("the cluster has ended by a fault: this node is on its own until it is started anew");
    ended->set_value();
  });
  links->tell(actor);
  thread.post([links = links] { links->begin(); });
}

cluster::impl::part::~part() {
  if (!actor)
    return;
  links->close();
  caf::anon_send_exit(actor, caf::exit_reason::user_shutdown);
}

/// The actor ends first, which says bye; then its links, when that is out; then their thread.
void cluster::impl::part::wind_up(std::chrono::nanoseconds last_frames) {
  caf::anon_send(actor, actors::leave_cluster{});
  if (actor_ended.wait_for(patience) != std::future_status::ready) {
    thread.log().warn("the cluster does not end within {} s: it is cut off", patience.count());
    caf::anon_send_exit(actor, caf::exit_reason::kill);
  }
  actor = {};
  auto out = std::make_shared<std::promise<void>>();
  thread.post([this, out] { links->wind_up([out] { out->set_value(); }); });
  out->get_future().wait_for(last_frames + patience);
  thread.post([this] { links->close(); });
  thread.stop();
}

void cluster::impl::refuse_own_thread(const char* what) const {
  std::lock_guard lock(seen_mutex);
  if (thread == std::this_thread::get_id())
    throw std::logic_error(std::string("cluster::") + what +
                           " on the cluster's own thread: leave it to another one");
}

void cluster::impl::start() {
  refuse_own_thread("start");
  std::lock_guard lock(mutex);
  if (running)
    return;
  auto begun = std::make_unique<part>(*this);
  begun->thread.start();
  running = std::move(begun);
  std::lock_guard shortly(seen_mutex);
  endpoint = to_text(running->endpoint);
  thread = running->thread.id();
}

void cluster::impl::leave() {
  std::lock_guard lock(mutex);
  if (running)
    caf::anon_send(running->actor, actors::begin_leaving{});
}

void cluster::impl::stop() {
  refuse_own_thread("stop");
  std::lock_guard lock(mutex);
  if (!running)
    return;
  running->wind_up(link_options.finish);
  running.reset();
  forget();
}

/// As if it had never run.
void cluster::impl::forget() {
  auto fresh = std::make_shared<actors::cluster_view>();
  const auto address = options.at.host.empty() ? std::string() : to_text(options.at);
  fresh->show({{.id = {}, .name = options.node, .address = address}});
  std::lock_guard lock(seen_mutex);
  view = std::move(fresh);
  endpoint.clear();
  thread = {};
}

cluster::cluster(actors::topics& heard, caf::actor_system& system, actors::cluster_options options,
                 cluster_link_options links, std::shared_ptr<spdlog::logger> log)
    : impl_(std::make_unique<impl>(heard, system, std::move(options), std::move(links), std::move(log))) {}

cluster::~cluster() { impl_->stop(); }

void cluster::start() { impl_->start(); }

void cluster::leave() { impl_->leave(); }

void cluster::stop() { impl_->stop(); }

std::string cluster::endpoint() const {
  std::lock_guard lock(impl_->seen_mutex);
  return impl_->endpoint;
}

std::shared_ptr<const actors::members> cluster::members() const {
  std::lock_guard lock(impl_->seen_mutex);
  return impl_->view->seen();
}

} // namespace mitos::net
