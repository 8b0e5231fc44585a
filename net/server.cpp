#include "net/server.hpp"

#include "net/http_session.hpp"
#include "net/io_thread.hpp"
#include "net/lingering_close.hpp"
#include "net/listener.hpp"
#include "net/socket_stream.hpp"
#include "net/tls_stream.hpp"

#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>
#include <spdlog/logger.h>

#include <algorithm>
#include <mutex>

namespace mitos::net {

namespace {

/// Throws for what no address or socket will tell of.
server_options checked(server_options options) {
  if (!options.path.starts_with('/'))
    throw std::invalid_argument("server_options.path is \"" + options.path +
                                "\": it must begin with a slash");
  return options;
}

/// Sockets beyond the limit that are still heard, since they may only ask how the server is.
constexpr std::size_t heard_beyond_limit = 256;

std::shared_ptr<spdlog::logger> silence() {
  auto log = std::make_shared<spdlog::logger>("mitos");
  log->set_level(spdlog::level::off);
  return log;
}

} // namespace

struct server::impl {
  impl(caf::actor_system& in, server_options with, server_parts parts)
      : system(in),
        options(checked(std::move(with))),
        executor(std::move(parts.executor)),
        gatekeeper(std::move(parts.gatekeeper)),
        hooks(parts.hooks.empty() ? nullptr : std::make_shared<const actors::hooks>(std::move(parts.hooks))),
        log(parts.log ? std::move(parts.log) : silence()) {
    shared.rules.metrics = std::move(parts.metrics_text);
  }

  void start();
  void refuse_io_threads(const char* what) const;
  void bind(std::optional<tcp::endpoint> to);
  void spread();
  void welcome(io_thread& thread, tcp_socket socket, const tcp::endpoint& peer);
  std::vector<caf::actor> begin_drain();
  std::size_t drain(const actors::drain& order);
  void stop();
  std::int64_t sum(actors::metric actors::metrics::*member) const;
  metrics_snapshot metrics() const;
  std::int64_t metric(std::string_view name) const;
  std::string endpoint() const;
  std::uint16_t port() const;

  caf::actor_system& system;
  const server_options options;
  const actors::executor_provider executor;
  const caf::actor gatekeeper;
  const std::shared_ptr<const actors::hooks> hooks;
  const std::shared_ptr<spdlog::logger> log;

  service shared{options};
  tls_context tls;
  std::atomic<std::uint64_t> sockets = 0;
  mutable std::mutex homes_mutex; ///< held shortly: io threads may ask for metrics, and where it listens
  std::optional<tcp::endpoint> bound;
  std::vector<std::shared_ptr<actor_home>> homes; ///< of the threads, also after their end
  mutable std::mutex mutex;
  std::vector<std::unique_ptr<io_thread>> threads;
  std::unique_ptr<listener> door; ///< lives on the first of the threads
};

void server::impl::spread() {
  threads.clear();
  std::vector<std::shared_ptr<actor_home>> new_homes;
  std::vector<io_thread*> all;
  for (std::size_t n = 0; n < std::max<std::size_t>(options.io_threads, 1); ++n) {
    threads.push_back(std::make_unique<io_thread>(system, options, log));
    all.push_back(threads.back().get());
    new_homes.push_back(all.back()->home());
    new_homes.back()->settings.gatekeeper = gatekeeper;
    new_homes.back()->settings.hooks = hooks;
  }
  door = std::make_unique<listener>(
      all, [this](auto& thread, auto socket, auto& peer) { welcome(thread, std::move(socket), peer); });
  std::lock_guard lock(homes_mutex);
  homes = std::move(new_homes);
}

void server::impl::start() {
  refuse_io_threads("start");
  std::lock_guard lock(mutex);
  if (door && !shared.ready)
    throw std::logic_error("server::start after server::drain: stop it first");
  if (door)
    return;
  try {
    if (options.tls)
      tls = load_tls(*options.tls);
    spread();
    door->open(options.address, options.port, options.wire.send_buffer);
    for (auto& thread : threads)
      thread->start(executor);
  } catch (...) {
    door.reset();
    threads.clear();
    throw;
  }
  bind(door->endpoint());
  shared.ready = true;
  door->start();
}

/// They would wait for themselves.
void server::impl::refuse_io_threads(const char* what) const {
  if (io_thread::is_one_of(options))
    throw std::logic_error(
        std::string("server::") + what +
        " on an io thread of the server, by a resolver or a hook: leave it to another thread");
}

void server::impl::bind(std::optional<tcp::endpoint> to) {
  std::lock_guard lock(homes_mutex);
  bound = std::move(to);
}

void server::impl::welcome(io_thread& thread, tcp_socket socket, const tcp::endpoint& peer) {
  guest who{++sockets, to_text(peer), tls != nullptr, slot(shared.places, peer.address())};
  std::unique_ptr<stream> wire = std::make_unique<socket_stream>(std::move(socket));
  const bool heard = shared.places.excess() <= heard_beyond_limit;
  if (!heard && tls)
    return;
  if (!heard)
    return lingering_close::begin(thread, std::move(wire), to_text(busy("the server is full")));
  if (tls)
    wire = std::make_unique<tls_stream>(tls, std::move(wire));
  http_session::begin(thread, shared, std::move(wire), std::move(who));
}

std::vector<caf::actor> server::impl::begin_drain() {
  refuse_io_threads("drain");
  std::lock_guard lock(mutex);
  shared.ready = false;
  std::vector<caf::actor> supervisors; // the door stays open: who asks is told 503
  supervisors.reserve(threads.size());
  for (auto& thread : threads)
    supervisors.push_back(thread->supervisor());
  return supervisors;
}

std::size_t server::impl::drain(const actors::drain& order) {
  auto supervisors = begin_drain();
  caf::scoped_actor asking{system};
  auto ask = [&](const caf::actor& each) { return asking->request(each, caf::infinite, order); };
  std::vector<decltype(ask(supervisors.front()))> asked;
  asked.reserve(supervisors.size());
  for (auto& each : supervisors)
    asked.push_back(ask(each));
  std::size_t left = 0;
  for (auto& each : asked) // one that is stopped meanwhile answers with an error
    each.receive([&](const actors::drained& answer) { left += answer.left; }, [](const caf::error&) {});
  return left;
}

void server::impl::stop() {
  refuse_io_threads("stop");
  std::lock_guard lock(mutex);
  shared.ready = false;
  if (door)
    door->close();
  for (auto& thread : threads)
    thread->stop();
  door.reset();
  threads.clear();
  bind({});
}

std::int64_t server::impl::sum(actors::metric actors::metrics::*member) const {
  std::int64_t all = 0;
  for (const auto& home : homes)
    all += (home->settings.metrics.get()->*member).value();
  return all;
}

metrics_snapshot server::impl::metrics() const {
  std::lock_guard lock(homes_mutex);
  metrics_snapshot sums;
  for (const auto& [name, member] : actors::metrics::names)
    sums.emplace_back(name, sum(member));
  sums.emplace_back("sockets", shared.places.used());
  return sums;
}

std::int64_t server::impl::metric(std::string_view name) const {
  std::lock_guard lock(homes_mutex);
  for (const auto& [known, member] : actors::metrics::names)
    if (known == name)
      return sum(member);
  return name == "sockets" ? static_cast<std::int64_t>(shared.places.used()) : 0;
}

std::string server::impl::endpoint() const {
  std::lock_guard lock(homes_mutex);
  return bound ? to_text(*bound) : std::string();
}

std::uint16_t server::impl::port() const {
  std::lock_guard lock(homes_mutex);
  return bound ? bound->port() : std::uint16_t{0};
}

server::server(caf::actor_system& system, server_options options, server_parts parts)
    : impl_(std::make_unique<impl>(system, std::move(options), std::move(parts))) {}

server::~server() { stop(); }

void server::start() { impl_->start(); }

std::size_t server::drain(std::chrono::nanoseconds within, proto::close_reason reason) {
  return impl_->drain({within, std::move(reason)});
}

void server::stop() { impl_->stop(); }

bool server::ready() const { return impl_->shared.ready; }

std::uint16_t server::port() const { return impl_->port(); }

std::string server::endpoint() const { return impl_->endpoint(); }

metrics_snapshot server::metrics() const { return impl_->metrics(); }

std::int64_t server::metric(std::string_view name) const { return impl_->metric(name); }

} // namespace mitos::net
