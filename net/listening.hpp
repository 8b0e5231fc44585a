/// A socket that listens, and how addresses are written.
#pragma once

#include "net/asio.hpp"

#include <cstdint>
#include <string>

namespace mitos::net {

/// Opens `acceptor` at a numeric address and says where it is: with the real port. What it accepts has
/// no_delay, and a send buffer of that size if it is above zero. Throws std::system_error, whose text names
/// the address.
tcp::endpoint listen_at(tcp_acceptor& acceptor, const std::string& address, std::uint16_t port,
                        int send_buffer);

/// "127.0.0.1:8080", "[::1]:8080".
std::string to_text(const tcp::endpoint& endpoint);

} // namespace mitos::net
