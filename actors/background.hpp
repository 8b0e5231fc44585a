/// Resolvers that may block: they run elsewhere, so many at once, and so many wait.
#pragma once

#include "actors/answer.hpp"

#include <caf/actor.hpp>
#include <caf/actor_system.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace mitos::actors {

/// How much a background runs, and keeps, at once.
struct background_options {
  std::size_t workers = 4;        ///< calls that run at once
  std::size_t max_waiting = 1000; ///< calls; one more is refused with an error
  /// Each worker has a thread: what blocks there holds up nobody (not where a test decides who is next: there
  /// are no threads). Else they share those of CAF's scheduler, which is for work that is slow and does not
  /// block.
  bool own_threads = true;
};

/// What a resolver in the background sees: copies, its own.
struct background_call {
  proto::json::value parent;                  ///< what the field around it resolved to
  proto::json::object arguments;              ///< coerced (specification, section 6.4.1)
  std::vector<proto::graphql::path_key> path; ///< in the response, from its root
  session_ptr session;                        ///< execution_context::session
  std::function<bool()> is_wanted;            ///< may be asked now and then, to stop early
};

/// Called on a worker's thread, by several workers at once; where those have their own threads, it may block.
using background_resolver = std::function<proto::graphql::outcome(const background_call&)>;

/// The workers of one or many resolvers. It ends, and they do, by an exit message or when nobody holds it.
caf::actor spawn_background(caf::actor_system& system, const background_options& options = {});

/// Calls `f` there. What it throws is the field's error; what nobody waits for any more is not begun.
proto::graphql::resolver in_background(caf::actor background, background_resolver f);

} // namespace mitos::actors
