/// What a node's cluster actor knows of one other node, from its first hello until it is gone.
#pragma once

#include "actors/cluster_view.hpp"
#include "actors/link_layer.hpp"
#include "actors/peer_stream.hpp"
#include "actors/timed.hpp"
#include "proto/cluster/message.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace mitos::actors {

/// What a peer hears, as far as it has told.
struct peer_interest {
  std::uint64_t version = 0;
  std::uint64_t digest = 0;
  std::size_t topics = 0;
  bool is_paged = false;              ///< pages of the whole are coming
  std::vector<std::uint64_t> pages{}; ///< what has come of them
};

struct cluster_peer {
  cluster_peer(proto::cluster::node_info who, std::uint8_t number, std::uint64_t stream,
               const cluster_options& options, timed::time_point now)
      : node(std::move(who)),
        slot(number),
        out(stream, options, *count),
        heard_at(now),
        credited_at(now) {}

  proto::cluster::node_info node;
  std::uint8_t slot; ///< its number for the hub
  std::shared_ptr<link_metrics> count = std::make_shared<link_metrics>();
  outgoing_stream out;
  incoming_stream in{};
  std::uint64_t dealt = 0;    ///< events of `in` that the hub has passed on
  std::uint64_t credited = 0; ///< those of them that the peer was told of
  stream_window window{};
  peer_interest hears{};

  std::optional<link_number> link{}; ///< the one, since hello
  bool is_welcome = false;           ///< on that link: both have said where they go on
  bool was_member = false;           ///< it has been welcome once
  member_state state = member_state::up;
  timed::time_point heard_at;    ///< the last sign of life
  timed::time_point credited_at; ///< when it last took events, or owed no credit
  std::uint64_t pings = 0;
  timed::time_point pinged_at{};
};

} // namespace mitos::actors
