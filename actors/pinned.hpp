/// An actor that lives on the execution unit it was born on.
#pragma once

#include <caf/event_based_actor.hpp>
#include <caf/execution_unit.hpp>
#include <caf/result.hpp>

namespace mitos::actors {

/// Drops what no behaviour names. Only a request is told of it: CAF sends an error that answers an ordinary
/// message as a message of its own, and that ends its receiver.
caf::result<caf::message> drop_quietly(caf::scheduled_actor* self, caf::message_view& message);

/// Whoever sends to it, and from whatever thread: it runs where it was spawned. The unit must outlive it
/// and its `exec_later` must be callable from any thread. Spawned by the system itself, it is an ordinary
/// scheduled actor.
class pinned : public caf::event_based_actor {
public:
  /// Its home is the unit of `config`, if that names one.
  explicit pinned(caf::actor_config& config);

  using event_based_actor::enqueue;
  /// From any thread; the sender's own unit is disregarded.
  void enqueue(caf::mailbox_element_ptr message, caf::execution_unit*) override {
    event_based_actor::enqueue(std::move(message), home_);
  }
  /// Whatever answers the request is dropped.
  void forget_request(caf::message_id response) { multiplexed_responses_.erase(response); }

private:
  caf::execution_unit* home_;
};

} // namespace mitos::actors
