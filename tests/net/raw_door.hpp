/// A port of a plain socket: nobody is let in unless the test does it.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>

namespace mitos::tests {

/// Until it listens, whoever comes is refused by the system; then whoever comes waits.
class raw_door {
public:
  raw_door() : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(descriptor_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("no port");
    port_ = ntohs(address.sin_port);
  }
  raw_door(const raw_door&) = delete;
  raw_door& operator=(const raw_door&) = delete;
  ~raw_door() { ::close(descriptor_); }

  void listens() { ::listen(descriptor_, 16); }
  /// Waits for somebody, whose descriptor it gives away.
  int accepts() { return ::accept(descriptor_, nullptr, nullptr); }
  std::uint16_t port() const { return port_; }

private:
  int descriptor_;
  std::uint16_t port_ = 0;
};

} // namespace mitos::tests
