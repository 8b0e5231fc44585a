/// Every address, file, limit and time of a server, with its default.
#pragma once

#include "actors/options.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mitos::net {

/// What a peer may cost before it is a connection (bad-input: HTTP upgrade).
struct http_limits {
  std::size_t head = std::size_t{16} * 1024;       ///< bytes of request line and headers: 431
  std::size_t fields = 100;                        ///< header fields: 431
  std::size_t target = 8000;                       ///< bytes of the request target: 414
  std::size_t field_name = 64;                     ///< bytes: 431
  std::size_t field_value = std::size_t{8} * 1024; ///< bytes: 431
  /// From accept to the answer, TLS included; absolute, not per byte.
  std::chrono::nanoseconds handshake = std::chrono::seconds(10);
  std::chrono::nanoseconds tls_handshake = std::chrono::seconds(5); ///< within `handshake`
};

/// What a peer may cost once it speaks WebSocket (bad-input: frames, back-pressure).
struct wire_limits {
  std::size_t fragments = 1024;                                ///< of one message: 1008
  std::chrono::nanoseconds message = std::chrono::seconds(30); ///< from its first byte to its last: 1008
  /// Without a byte taken by the kernel while something waits: 1013.
  std::chrono::nanoseconds write = std::chrono::seconds(10);
  /// Text messages per second, and as many in a burst; above it reading pauses. Absent: no limit.
  std::optional<std::size_t> messages_per_second = 1000;
  std::size_t control_frames_per_second = 50; ///< 1008
  std::size_t control_frame_burst = 200;      ///< that may come at once: 1008
  /// After the last byte is sent: how long, and for how many bytes, the peer is still read, since an
  /// unread byte makes the kernel throw away what was sent.
  std::chrono::nanoseconds linger = std::chrono::seconds(1);
  std::size_t linger_bytes = std::size_t{64} * 1024; ///< one more, and the socket is closed
  int send_buffer = 128 * 1024; ///< SO_SNDBUF; the kernel grows it to 4 MiB otherwise. 0: as the kernel likes
};

/// What the whole process may cost (bad-input: resources and operations).
struct overload_limits {
  /// Bytes: at 90 % new connections are refused with 503, at 95 %, or when a quarter of it waits for clients,
  /// those for whom most waits are closed with 1013. Absent: no limit.
  std::optional<std::size_t> memory{};
  /// By how much an io thread may be late before new connections are refused with 503.
  std::optional<std::chrono::nanoseconds> refusing_lag = std::chrono::milliseconds(500);
  /// The same before the client for whom most waits is closed with 1013.
  std::optional<std::chrono::nanoseconds> shedding_lag = std::chrono::seconds(2);
  /// Sockets of one address, or of one /64 of IPv6: 503. Absent: no limit, as behind a proxy, where all
  /// clients have one.
  std::optional<std::size_t> connections_per_address{};
  /// Sockets accepted per second, and as many in a burst; those above it wait in the kernel's queue.
  std::optional<std::size_t> accepted_per_second{};
};

/// A PEM chain and its key.
struct tls_files {
  std::string certificate{}; ///< file name: the server's certificate first, then those that it is signed by
  std::string key{};         ///< file name: the private key, without a pass phrase
};

/// What a server is made with. Nothing of it changes while it runs.
struct server_options {
  std::string address = "127.0.0.1"; ///< IPv4 or IPv6, numeric
  std::uint16_t port = 8080;         ///< 0: the system picks one
  std::string path = "/graphql";     ///< of the endpoint; 404 elsewhere (P3), but for /live, /ready, /metrics
  std::size_t io_threads = 1;        ///< 0 is 1; a connection stays on one of them for life
  /// Origins that may connect besides the server's own host and clients without one: exact, or "*".
  std::vector<std::string> allowed_origins{};
  bool allow_any_localhost_origin = false; ///< localhost, 127.0.0.1 and [::1], whatever the port
  std::optional<tls_files> tls{};          ///< absent: plain TCP
  std::size_t max_connections = 65536;     ///< 503 above it
  http_limits http{};                      ///< of each socket, until the upgrade is answered
  wire_limits wire{};                      ///< of each WebSocket
  overload_limits overload{};              ///< of all of them together
  actors::connection_options connection{}; ///< of each connection actor
};

} // namespace mitos::net
