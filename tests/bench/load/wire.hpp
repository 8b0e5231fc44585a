/// A socket that never waits, in the clear or with TLS.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

struct ssl_st;
struct ssl_ctx_st;

namespace mitos::bench {

/// Where the server is. TLS trusts whatever it is shown.
class target {
public:
  target(std::uint16_t port, bool tls);

  std::uint16_t port() const { return port_; }
  /// The client's half of a TLS session on the socket; none in the clear.
  ssl_st* session(int descriptor) const;

private:
  std::uint16_t port_;
  std::shared_ptr<ssl_ctx_st> context_;
};

/// Connected while it lives; a reset ends it, so that no port stays in TIME_WAIT.
class wire {
public:
  /// Connects; `number` spreads the clients over loopback addresses, since each has ports for some only.
  wire(const target& server, std::uint32_t number);
  ~wire();
  wire(const wire&) = delete;
  wire& operator=(const wire&) = delete;

  int descriptor() const { return descriptor_; }
  /// Bytes that were there; none now; nothing when the server is gone.
  std::optional<std::size_t> read(std::span<char> into);
  /// How many were taken.
  std::size_t write(std::string_view bytes);

private:
  std::optional<std::size_t> read_secured(std::span<char> into);

  int descriptor_;
  ssl_st* session_;
};

} // namespace mitos::bench
