#include "net/listener.hpp"

#include "net/io_thread.hpp"

#include <spdlog/logger.h>

#include <algorithm>
#include <future>

namespace mitos::net {

namespace {

constexpr std::chrono::milliseconds shortest_pause{10};
constexpr std::chrono::milliseconds longest_pause{1000};

} // namespace

listener::listener(std::vector<io_thread*> threads, welcome guests)
    : threads_(std::move(threads)),
      welcome_(std::move(guests)),
      acceptor_(threads_.front()->context()) {}

void listener::open(const std::string& address, std::uint16_t port, int send_buffer) {
  endpoint_ = listen_at(acceptor_, address, port, send_buffer);
}

void listener::start() {
  threads_.front()->post([this] { accept(); });
}

void listener::close() {
  if (!acceptor_.is_open())
    return;
  std::promise<void> closed;
  threads_.front()->post([&] {
    error_code ignored;
    threads_.front()->put_off(again_);
    acceptor_.close(ignored);
    closed.set_value();
  });
  closed.get_future().wait();
}

void listener::accept() {
  if (!acceptor_.is_open())
    return;
  auto& thread = *threads_[next_++ % threads_.size()];
  try {
    acceptor_.async_accept(thread.context(), peer_, [this, &thread](const error_code& e, tcp_socket socket) {
      accepted(e, thread, std::move(socket));
    });
  } catch (const std::bad_alloc&) {
    back_off(make_error_code(boost::system::errc::not_enough_memory));
  }
}

void listener::accepted(const error_code& e, io_thread& thread, tcp_socket socket) {
  if (e == asio::error::operation_aborted)
    return;
  if (e && e != asio::error::connection_aborted)
    return back_off(e);
  if (e)
    return accept();
  pause_ = pause_.zero();
  pass_on(thread, std::move(socket));
  if (const auto wait = ahead_of_rate(); wait > wait.zero())
    return threads_.front()->set(again_, std::max<std::chrono::nanoseconds>(wait, shortest_pause));
  accept();
}

std::chrono::nanoseconds listener::ahead_of_rate() {
  auto& home = *threads_.front();
  const auto limit = home.options().overload.accepted_per_second;
  return limit ? arrivals_.count(home.now(), *limit, *limit) : std::chrono::nanoseconds::zero();
}

void listener::pass_on(io_thread& thread, tcp_socket socket) noexcept {
  try {
    if (&thread == threads_.front())
      return welcome_(thread, std::move(socket), peer_);
    thread.post([this, &thread, socket = std::move(socket), peer = peer_]() mutable {
      welcome_(thread, std::move(socket), peer);
    });
  } catch (...) {
    threads_.front()->report("a new connection is dropped by a fault of ours");
  }
}

/// Out of descriptors or memory: a loop that asked again at once would burn a core.
void listener::back_off(const error_code& e) {
  auto& home = *threads_.front();
  if (pause_ == pause_.zero())
    home.log().warn("cannot accept connections for now: {} (raise ulimit -n)", e.message());
  pause_ = std::clamp(pause_ * 2, shortest_pause, longest_pause);
  home.set(again_, pause_);
}

} // namespace mitos::net
