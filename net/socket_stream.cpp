#include "net/socket_stream.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <system_error>
#include <utility>

namespace mitos::net {

namespace {

template <class Call>
ssize_t uninterrupted(Call call) {
  ssize_t n = call();
  while (n < 0 && errno == EINTR)
    n = call();
  return n;
}

} // namespace

socket_stream::socket_stream(tcp_socket socket) : socket_(std::move(socket)) { socket_.non_blocking(true); }

transfer socket_stream::failed() {
  const bool blocked = errno == EAGAIN || errno == EWOULDBLOCK;
  if (!blocked)
    fault_ = errno;
  return {0, blocked, !blocked};
}

transfer socket_stream::read_some(std::span<char> into) {
  auto n = uninterrupted([&] { return ::recv(socket_.native_handle(), into.data(), into.size(), 0); });
  if (n < 0)
    return failed();
  return {static_cast<std::size_t>(n), false, n == 0};
}

transfer socket_stream::write_some(std::string_view bytes) {
  if (bytes.empty())
    return {};
  auto n = uninterrupted(
      [&] { return ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL); });
  if (n < 0)
    return failed();
  // Less than all: the next call would say that it blocks.
  return {static_cast<std::size_t>(n), static_cast<std::size_t>(n) < bytes.size(), false};
}

std::string socket_stream::fault() const {
  return fault_ == 0 ? std::string() : std::system_category().message(fault_);
}

void socket_stream::wait_readable(std::shared_ptr<stream_user> user) {
  socket_.async_wait(tcp_socket::wait_read, [user = std::move(user)](const error_code& e) {
    if (e != asio::error::operation_aborted)
      user->on_readable();
  });
}

void socket_stream::wait_writable(std::shared_ptr<stream_user> user) {
  socket_.async_wait(tcp_socket::wait_write, [user = std::move(user)](const error_code& e) {
    if (e != asio::error::operation_aborted)
      user->on_writable();
  });
}

void socket_stream::call_soon(std::shared_ptr<stream_user> user) {
  asio::post(socket_.get_executor(), [user = std::move(user)] { user->on_readable(); });
}

void socket_stream::shut_down() {
  error_code ignored;
  socket_.shutdown(tcp_socket::shutdown_send, ignored);
}

void socket_stream::close() noexcept {
  error_code ignored;
  socket_.close(ignored);
}

void socket_stream::abort() noexcept {
  error_code ignored;
  socket_.set_option(tcp_socket::linger(true, 0), ignored);
  socket_.close(ignored);
}

} // namespace mitos::net
