/// What Mitos needs of an actor system.
#pragma once

#include <caf/fwd.hpp>

namespace mitos::actors {

/// To be called before the actor system is made. What the host has set, it leaves as it is: how many messages
/// an actor may deal with in a row (scheduler.max-throughput: CAF has no limit, so a flooded actor would
/// starve the others), and how CAF's scheduler shares work (scheduler.policy: stealing wakes idle threads 95
/// times a second).
void configure(caf::actor_system_config& config);

} // namespace mitos::actors
