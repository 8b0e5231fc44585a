/// An actor that lives on the execution unit it was born on.
#pragma once

#include <caf/event_based_actor.hpp>
#include <caf/execution_unit.hpp>

namespace mitos::actors {

/// Whoever sends to it, and from whatever thread: it runs where it was spawned. The unit must outlive it
/// and its `exec_later` must be callable from any thread. Spawned by the system itself, it is an ordinary
/// scheduled actor.
class pinned : public caf::event_based_actor {
public:
  explicit pinned(caf::actor_config& config) : event_based_actor(config), home_(config.host) {}

  using event_based_actor::enqueue;
  void enqueue(caf::mailbox_element_ptr message, caf::execution_unit*) override {
    event_based_actor::enqueue(std::move(message), home_);
  }

private:
  caf::execution_unit* home_;
};

} // namespace mitos::actors
