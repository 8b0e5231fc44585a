/// What a cluster actor tells people: lines for a log.
#pragma once

#include <caf/allowed_unsafe_message_type.hpp>

#include <functional>
#include <string>

namespace mitos::actors {

/// Each may be empty. Called in the cluster actor's turn; they must not wait.
struct cluster_news {
  std::function<void(const std::string& line)> changed{}; ///< who has joined, left, come back, and why
  std::function<void(const std::string& line)> warned{}; ///< what an operator has to look at: who was refused
};

/// To a cluster actor, from its host: its peers see the node LEAVING from here on.
struct begin_leaving {};
/// The same: says bye to its peers, ends its links, and ends.
struct leave_cluster {};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::begin_leaving)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::leave_cluster)
