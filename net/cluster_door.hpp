/// Accepts the sockets of other nodes; waits when there are no file descriptors.
#pragma once

#include "net/asio.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace mitos::net {

class cluster_thread;

/// Lives on its thread. Owned besides by what it waits for.
class cluster_door : public std::enable_shared_from_this<cluster_door> {
public:
  using welcome = std::function<void(tcp_socket, const tcp::endpoint&)>;

  cluster_door(cluster_thread& thread, welcome guests);

  /// Throws std::system_error, whose text names the address.
  void open(const std::string& address, std::uint16_t port);
  tcp::endpoint endpoint() const { return endpoint_; }
  /// Those who came meanwhile are accepted first.
  void accept();
  /// Nobody is welcomed any more.
  void close() noexcept;

private:
  void accepted(const error_code& e, tcp_socket socket);
  void pass_on(tcp_socket socket) noexcept;
  void back_off(const error_code& e);

  cluster_thread& thread_;
  welcome welcome_;
  tcp_acceptor acceptor_;
  tcp::endpoint endpoint_;
  tcp::endpoint peer_;
  asio::steady_timer again_;
  std::chrono::milliseconds pause_{0}; ///< zero as long as all is well
};

} // namespace mitos::net
