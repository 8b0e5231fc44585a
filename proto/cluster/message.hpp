/// What the nodes of a cluster say to each other: one message a frame. A link begins with a `hello` from each
/// side, the dialler's first; then a `welcome` from each, and whatever else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mitos::proto::cluster {

/// Changes whenever what follows does: nodes of different versions refuse each other by name.
constexpr std::uint16_t protocol_version = 1;

/// One life of a node, from start to end: random, so that no two are equal.
struct incarnation {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const incarnation&) const = default; // NOLINT(modernize-use-nullptr): of clang-tidy 14
};
/// 32 hexadecimal digits.
std::string to_text(const incarnation& id);

/// Where a node is reached.
struct address {
  std::string host; ///< a name, or a numeric address without brackets
  std::uint16_t port = 0;
  auto operator<=>(const address&) const = default; // NOLINT(modernize-use-nullptr): of clang-tidy 14
};
/// "127.0.0.1:7946", "[::1]:7946".
std::string to_text(const address& where);

/// Who a node is.
struct node_info {
  incarnation id;
  std::string name; ///< for people; two nodes may have the same
  address at;       ///< where peers dial it
  bool operator==(const node_info&) const = default;
};

/// Who is there. Its layout up to `cluster` is that of every version, so that each can refuse the other by
/// name.
struct hello {
  std::uint16_t version = protocol_version;
  std::string cluster; ///< its name: nodes of different clusters refuse each other
  node_info from;
  std::uint32_t window_events = 0; ///< that may be on their way to the sender of this
  std::uint64_t window_bytes = 0;  ///< of their texts
  std::uint64_t max_frame = 0;     ///< bytes of the largest that it takes
};
/// The link ends. Nothing follows.
struct refusal {
  std::string reason; ///< for the other side's log; empty: there is a link already
};
/// Where both go on. A stream is what one node tells another, from the first time they meet until one of them
/// takes the other for gone; it outlives links.
struct welcome {
  std::uint64_t stream = 0;       ///< of the sender's events to the other
  std::uint64_t heard_stream = 0; ///< of the other's events that the sender heard last; 0: none
  std::uint64_t heard = 0;        ///< the number of the last event of that stream that came
  bool leaving = false;           ///< the sender is about to leave
};
/// Members that the sender has a link to.
struct members {
  std::vector<node_info> nodes;
};
/// The sender drains: it is still there.
struct leaving {};
/// The sender ends. Nothing follows.
struct bye {
  std::uint64_t next = 0; ///< one more than the number of its last event: what did not come is lost
};
/// Topics that the sender's subscribers hear, by their hash.
struct interest {
  std::uint64_t version = 0; ///< of the sender's set, this message applied
  bool first = false; ///< the first page of the whole set: what was known is forgotten with the last one
  bool last = false;  ///< the last page of the whole set; with neither it is a change of one version
  std::vector<std::uint64_t> added{};
  std::vector<std::uint64_t> removed{}; ///< of a change
};
/// The sender's picture of the other's interest is wrong: the whole set is wanted.
struct interest_wanted {};
/// Events of the sender's stream, numbered on from the first.
struct events {
  std::uint64_t first = 0;
  std::vector<std::string_view> texts; ///< JSON; within the frame that was decoded
};
/// What the sender's own have dealt with.
struct credit {
  std::uint64_t taken = 0; ///< the number of the other's last event
};
/// A sign of life, which is answered with `pong`.
struct ping {
  std::uint64_t number = 0;
  std::uint64_t next =
      0; ///< the number of the sender's event that comes next: those before it came or are lost
  std::uint64_t version = 0; ///< of the sender's interest
  std::uint64_t digest = 0;  ///< of that set: the exclusive or of its hashes, each mixed
};
struct pong {
  std::uint64_t number = 0; ///< the ping's
};

using message = std::variant<hello, refusal, welcome, members, leaving, bye, interest, interest_wanted,
                             events, credit, ping, pong>;

/// What topics are called between nodes: the same on every node. Two topics with one hash cost an event that
/// nobody wanted, and no more.
std::uint64_t topic_hash(std::string_view topic);
/// What a hash adds to a digest.
std::uint64_t mixed(std::uint64_t hash);

} // namespace mitos::proto::cluster
