/// Accepts sockets and hands them round the io threads.
#pragma once

#include "net/alarms.hpp"
#include "net/asio.hpp"
#include "net/listening.hpp"
#include "net/rate.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mitos::net {

class io_thread;

/// Lives on the first of the threads; they outlive it. Without file descriptors it waits and tries again.
class listener final : public alarm_owner {
public:
  /// Called on the thread that the socket belongs to from here on.
  using welcome = std::function<void(io_thread&, tcp_socket, const tcp::endpoint&)>;

  listener(std::vector<io_thread*> threads, welcome guests);

  /// Throws std::system_error, whose text names the address.
  void open(const std::string& address, std::uint16_t port, int send_buffer);
  tcp::endpoint endpoint() const { return endpoint_; }
  void start();
  /// From another thread: returns when it is closed. May be called again.
  void close();

private:
  void accept();
  void accepted(const error_code& e, io_thread& thread, tcp_socket socket);
  void pass_on(io_thread& thread, tcp_socket socket) noexcept;
  /// How long to leave the next ones to the kernel, since there were more than there may be.
  std::chrono::nanoseconds ahead_of_rate();
  void back_off(const error_code& e);
  void alarm_due(std::uint8_t) override { accept(); }

  std::vector<io_thread*> threads_;
  welcome welcome_;
  tcp_acceptor acceptor_;
  tcp::endpoint endpoint_;
  tcp::endpoint peer_;
  std::size_t next_ = 0;
  alarm again_{*this, 0};
  rate arrivals_;
  std::chrono::milliseconds pause_{0}; ///< zero as long as all is well
};

} // namespace mitos::net
