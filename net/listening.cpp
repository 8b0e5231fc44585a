#include "net/listening.hpp"

#include <system_error>

namespace mitos::net {

namespace {

constexpr int backlog = 4096;

} // namespace

std::string to_text(const tcp::endpoint& endpoint) {
  auto address = endpoint.address().to_string();
  if (endpoint.address().is_v6())
    address = '[' + address + ']';
  return address + ':' + std::to_string(endpoint.port());
}

tcp::endpoint listen_at(tcp_acceptor& acceptor, const std::string& address, std::uint16_t port,
                        int send_buffer) {
  auto where = address + ':' + std::to_string(port);
  try {
    const tcp::endpoint endpoint(asio::ip::make_address(address), port);
    where = to_text(endpoint);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp_acceptor::reuse_address(true));
    // Accepted sockets inherit these.
    acceptor.set_option(tcp::no_delay(true));
    if (send_buffer > 0)
      acceptor.set_option(tcp_acceptor::send_buffer_size(send_buffer));
    acceptor.bind(endpoint);
    acceptor.listen(backlog);
    return acceptor.local_endpoint();
  } catch (const boost::system::system_error& e) {
    throw std::system_error(std::error_code(e.code().value(), std::system_category()),
                            "cannot listen on " + where);
  }
}

} // namespace mitos::net
