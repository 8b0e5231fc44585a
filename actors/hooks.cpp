#include "actors/hooks.hpp"

#include "actors/events.hpp"

#include <caf/actor.hpp>
#include <caf/actor_cast.hpp>
#include <caf/send.hpp>

namespace mitos::actors {

std::uint64_t connection_handle::id() const { return connection_ ? connection_.id() : 0; }

void connection_handle::close(proto::close_reason reason) const {
  if (auto live = caf::actor_cast<caf::actor>(connection_))
    caf::anon_send(live, close_connection{std::move(reason)});
}

} // namespace mitos::actors
