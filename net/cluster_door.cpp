#include "net/cluster_door.hpp"

#include "net/cluster_thread.hpp"
#include "net/listening.hpp"

#include <spdlog/logger.h>

#include <algorithm>

namespace mitos::net {

namespace {

constexpr std::chrono::milliseconds shortest_pause{10};
constexpr std::chrono::milliseconds longest_pause{1000};

} // namespace

cluster_door::cluster_door(cluster_thread& thread, welcome guests)
    : thread_(thread),
      welcome_(std::move(guests)),
      acceptor_(thread.context()),
      again_(thread.context()) {}

void cluster_door::open(const std::string& address, std::uint16_t port) {
  endpoint_ = listen_at(acceptor_, address, port, 0);
}

void cluster_door::close() noexcept {
  error_code ignored;
  acceptor_.close(ignored);
  again_.cancel();
}

void cluster_door::accept() {
  if (!acceptor_.is_open())
    return;
  try {
    acceptor_.async_accept(thread_.context(), peer_,
                           [self = shared_from_this()](const error_code& e, tcp_socket socket) {
                             self->accepted(e, std::move(socket));
                           });
  } catch (const std::bad_alloc&) {
    back_off(make_error_code(boost::system::errc::not_enough_memory));
  }
}

void cluster_door::accepted(const error_code& e, tcp_socket socket) {
  if (!acceptor_.is_open())
    return;
  if (e && e != asio::error::connection_aborted)
    return back_off(e);
  if (!e) {
    pause_ = pause_.zero();
    pass_on(std::move(socket));
  }
  accept();
}

void cluster_door::pass_on(tcp_socket socket) noexcept {
  try {
    welcome_(std::move(socket), peer_);
  } catch (...) {
    thread_.report("a link from another node is dropped by a fault of ours");
  }
}

/// Out of descriptors or memory: a loop that asked again at once would burn a core.
void cluster_door::back_off(const error_code& e) {
  if (pause_ == pause_.zero())
    thread_.log().warn("cannot accept links from other nodes for now: {} (raise ulimit -n)", e.message());
  pause_ = std::clamp(pause_ * 2, shortest_pause, longest_pause);
  again_.expires_after(pause_);
  again_.async_wait([self = shared_from_this()](const error_code& stopped) {
    if (!stopped)
      self->accept();
  });
}

} // namespace mitos::net
