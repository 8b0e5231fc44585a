/// Which actors' deaths an actor wants to know of, and what it does then.
#pragma once

#include <caf/actor.hpp>
#include <caf/actor_addr.hpp>
#include <caf/event_based_actor.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace mitos::actors {

/// Monitors each actor once, as long as somebody watches it.
class deaths {
public:
  using watch = std::pair<caf::actor_addr, std::uint64_t>;

  explicit deaths(caf::event_based_actor& self) : self_(self) {}

  /// Calls `f` once, when it is dead.
  watch of(const caf::actor& other, std::function<void()> f);
  /// One that is over is left alone.
  void end(const watch& over);
  /// To be told of every down message.
  void heard(const caf::actor_addr& dead);
  void clear() { watches_.clear(); }

private:
  bool is_watched(const caf::actor_addr& other) const;

  caf::event_based_actor& self_;
  std::map<watch, std::function<void()>> watches_;
  std::uint64_t last_ = 0;
};

} // namespace mitos::actors
