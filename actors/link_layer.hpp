/// The wires between the nodes of a cluster, as the cluster actor sees them: a virtual seam, since a test
/// puts a faulty network behind it.
#pragma once

#include "proto/cluster/message.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <string>

namespace mitos::actors {

/// One connection between two nodes, from its dial or accept to its end. Never used again.
using link_number = std::uint64_t;

/// Called by the cluster actor, on its own thread; nothing waits, and nothing calls back into the actor: what
/// comes of it is told by the messages below. Of a link it promises: `link_opened`, then frames whole and in
/// the order in which they were sent, then exactly one `link_closed`; and nothing at all after `finish` or
/// `cut`.
class link_layer {
public:
  link_layer() = default;
  link_layer(const link_layer&) = delete;
  link_layer& operator=(const link_layer&) = delete;
  virtual ~link_layer() = default;

  /// Begins a link to `to`. A failure is a `link_closed` without a `link_opened`.
  virtual link_number dial(const proto::cluster::address& to) = 0;
  /// The frame, without its header, goes out behind those before it.
  virtual void send(link_number to, std::string frame) = 0;
  /// The peer is known: the link may last, and have frames of full size. Until then a frame is of
  /// `max_hello_bytes` at most, and the whole must not take longer than a time that the layer sets.
  virtual void admit(link_number which) = 0;
  /// Whether the peer may say that it is reached at this host. False where it has shown a certificate that
  /// names others.
  virtual bool is_named(link_number which, const std::string& host) const = 0;
  /// Ends the link when what was sent is out, or soon.
  virtual void finish(link_number which) = 0;
  /// Ends the link at once; what was sent and is not out is lost.
  virtual void cut(link_number which) = 0;
};

/// The link is there, and secured where it has to be.
struct link_opened {
  link_number link;
  bool dialled;     ///< by this node
  std::string peer; ///< the address of the socket's other end, for people
};
struct frame_received {
  link_number link;
  std::string frame; ///< without its header
};
/// Nothing follows.
struct link_closed {
  link_number link;
  std::string why;  ///< for people: "connection refused", "a frame of 5000 bytes before hello"
  bool dialled;     ///< by this node
  std::string peer; ///< the address of the other end, for people; empty where there was none
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::link_opened)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::frame_received)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::link_closed)
