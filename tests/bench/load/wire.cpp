#include "tests/bench/load/wire.hpp"

#include "tests/bench/load/incoming.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace mitos::bench {

namespace {

constexpr std::uint32_t addresses = 4;

[[noreturn]] void fail(const char* what) {
  throw failure(std::string(what) + ": " + std::generic_category().message(errno));
}

sockaddr_in loopback(std::uint32_t host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + host);
  return address;
}

const sockaddr* as_any(const sockaddr_in& address) { return reinterpret_cast<const sockaddr*>(&address); }

void set(int descriptor, int level, int option) {
  const int on = 1;
  ::setsockopt(descriptor, level, option, &on, sizeof on);
}

int connected(std::uint16_t port, std::uint32_t number) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0)
    fail("socket");
  set(descriptor, IPPROTO_TCP, TCP_NODELAY);
  set(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
  const auto from = loopback(number % addresses, 0);
  const auto to = loopback(0, port);
  if (::bind(descriptor, as_any(from), sizeof from) != 0 || ::connect(descriptor, as_any(to), sizeof to) != 0)
    fail("connect");
  ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
  return descriptor;
}

} // namespace

target::target(std::uint16_t port, bool tls)
    : port_(port),
      context_(tls ? SSL_CTX_new(TLS_client_method()) : nullptr, SSL_CTX_free) {}

ssl_st* target::session(int descriptor) const {
  if (!context_)
    return nullptr;
  auto* made = SSL_new(context_.get());
  SSL_set_fd(made, descriptor);
  SSL_set_mode(made, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_set_connect_state(made);
  return made;
}

wire::wire(const target& server, std::uint32_t number)
    : descriptor_(connected(server.port(), number)),
      session_(server.session(descriptor_)) {}

wire::~wire() {
  SSL_free(session_);
  const linger reset{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  ::close(descriptor_);
}

std::optional<std::size_t> wire::read(std::span<char> into) {
  if (session_ != nullptr)
    return read_secured(into);
  const auto got = ::recv(descriptor_, into.data(), into.size(), 0);
  if (got > 0)
    return static_cast<std::size_t>(got);
  return got < 0 && errno == EAGAIN ? std::optional<std::size_t>(0) : std::nullopt;
}

// A record fits into `into`, so nothing stays in the session that epoll does not know of.
std::optional<std::size_t> wire::read_secured(std::span<char> into) {
  std::size_t got = 0;
  const int result = SSL_read_ex(session_, into.data(), into.size(), &got);
  if (result == 1)
    return got;
  return SSL_get_error(session_, result) == SSL_ERROR_WANT_READ ? std::optional<std::size_t>(0)
                                                                : std::nullopt;
}

std::size_t wire::write(std::string_view bytes) {
  std::size_t taken = 0;
  if (session_ != nullptr)
    return SSL_write_ex(session_, bytes.data(), bytes.size(), &taken) == 1 ? taken : 0;
  const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

} // namespace mitos::bench
