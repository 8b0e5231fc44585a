/// Every address, file, limit and time of the wires between nodes, with its default.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace mitos::net {

/// How links are made. Peers must agree on secret or certificates. Nothing of it changes while it runs.
struct cluster_link_options {
  std::string address = "127.0.0.1"; ///< where to listen: IPv4 or IPv6, numeric
  std::uint16_t port = 7946;         ///< 0: the system picks one

  // Who may take part: TLS 1.3 by one of the two. Neither: whoever reaches the port is trusted.
  std::string secret{};      ///< a file whose bytes, line ends left off, every node has: 16 at least
  std::string certificate{}; ///< a PEM chain, which must name the host that peers dial, for both sides of TLS
  std::string key{};         ///< its PEM key, without a pass phrase
  std::string authority{};   ///< PEM certificates that sign those of peers, and nobody else's
  bool insecure = false;     ///< listens beyond this machine without either

  std::chrono::nanoseconds handshake =
      std::chrono::seconds(4);                               ///< from dial or accept until the peer is known
  std::chrono::nanoseconds finish = std::chrono::seconds(1); ///< for last frames to go out
  std::size_t max_pending = 64; ///< accepted links whose peers are not known yet: more are closed
  std::size_t max_unsent =
      std::size_t{64} * 1024 * 1024; ///< bytes that wait for a link, which is closed above it
  std::size_t max_frame = std::size_t{4} * 1024 * 1024; ///< filled in from cluster_options
};

} // namespace mitos::net
