/// The seam between the topics of a node and those of others: what a hub and a backplane say to each other.
/// Without a backplane topics are the node's own.
#pragma once

#include "actors/topic_event.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mitos::actors {

// To a hub, from a host.

/// The hub tells this actor from here on: first the topics that it has, by `interest_changed`.
struct use_backplane {
  caf::actor backplane; ///< empty: none
};

// To a backplane, from its hub.

/// Which topics somebody here hears. A topic changes from one to the other in turns; at first none is heard.
struct interest_changed {
  struct one {
    std::string topic;
    bool is_heard; ///< from now on
  };
  std::vector<one> changes; ///< in their order
};

/// Peers are numbered from 0 to 63 by their backplane; here each is a bit.
using peer_set = std::uint64_t;

/// What was published here, in its order, and is heard elsewhere.
struct publish_to_peers {
  struct one {
    shared_event event;
    peer_set to;                           ///< every bit, until the backplane says what its peers hear
    std::shared_ptr<const void> waiting{}; ///< held until the backplane has dealt with it
  };
  std::vector<one> events; ///< never empty
};

// To a hub, from its backplane.

/// What a peer hears. A hub that was never told hands everything to its backplane.
struct peer_hears {
  std::uint8_t peer;                    ///< below 64
  bool whole;                           ///< what was known of it is forgotten
  std::vector<std::uint64_t> added{};   ///< proto::cluster::topic_hash of each topic
  std::vector<std::uint64_t> removed{}; ///< the same
};

/// What was published elsewhere, in the order of each publisher. Answered with `events_taken`.
struct events_arrived {
  std::vector<shared_event> events; ///< none is null
  std::uint64_t receipt;            ///< for the backplane
};
/// The hub has passed them on.
struct events_taken {
  std::uint64_t receipt; ///< of `events_arrived`
};

/// Events that were published elsewhere may not have come, or are known not to. Hubs pass it on to each of
/// their members.
struct gap_found {
  std::string node;                    ///< where they were published
  std::optional<std::uint64_t> lost{}; ///< how many; none: nobody can tell
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::use_backplane)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::interest_changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::publish_to_peers)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::peer_hears)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::events_arrived)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::events_taken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::gap_found)
