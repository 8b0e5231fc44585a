/// How a session speaks to its actor.
#pragma once

#include "net/io_thread.hpp"
#include "net/websocket_session.hpp"

#include <caf/actor_cast.hpp>
#include <caf/scheduled_actor.hpp>

#include <utility>

namespace mitos::net {

/// An actor that was born on an io thread is a scheduled one.
inline caf::scheduled_actor& as_scheduled(const caf::actor& actor) {
  return *static_cast<caf::scheduled_actor*>(caf::actor_cast<caf::abstract_actor*>(actor));
}

inline caf::scheduled_actor& websocket_session::listener() const { return as_scheduled(listener_); }

template <class Event>
void websocket_session::tell(Event event) {
  if (listener_ && !thread().deliver(listener(), std::move(event)))
    abandoned();
}

} // namespace mitos::net
