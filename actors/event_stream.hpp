/// The host's end of a subscription: events from any thread, no faster than they are asked for.
#pragma once

#include "actors/source_messages.hpp"
#include "proto/graphql/error.hpp"
#include "proto/json.hpp"

#include <caf/actor_addr.hpp>

#include <cstddef>
#include <functional>
#include <memory>

namespace mitos::actors {

/// Cheap to copy, every copy is the same stream. It ends once: by the host (`complete`, `fail`, or when the
/// last copy is dropped, which fails it) or by the client. What the host does after that is ignored.
class event_stream {
public:
  /// Hands over an event that was asked for. False where none was, or the stream is over: nothing is taken,
  /// and nothing was lost that the host does not know of.
  bool push(proto::json::value event);
  /// The client gets what was pushed, then `complete` (P24).
  void complete();
  /// The client gets what was pushed, then one error (P27).
  void fail(proto::graphql::error why);

  /// Events that may be pushed now.
  std::size_t demand() const;
  /// Whether it has ended, by whomever: then `push` takes nothing.
  bool is_over() const;
  /// Calls `f` whenever events are asked for, and once now if some are. On the executor's thread, so `f` must
  /// not wait; what it throws is ignored. It is forgotten when the stream is over, so it may hold a copy of
  /// the stream.
  void when_asked(std::function<void()> f);
  /// Calls `f` once if the client goes first, likewise; at once where it has gone.
  void when_cancelled(std::function<void()> f);

  class control;

private:
  struct state;
  struct last_copy;
  explicit event_stream(std::shared_ptr<state> s);

  std::shared_ptr<state> state_;
  std::shared_ptr<last_copy> copies_;
};

/// The executor's side of a stream.
class event_stream::control {
public:
  control(caf::actor_addr executor, stream_number number);
  event_stream stream() const { return event_stream(state_); }
  void ask(std::size_t events);
  void cancel();

private:
  std::shared_ptr<state> state_;
};

} // namespace mitos::actors
