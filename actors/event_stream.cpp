#include "actors/event_stream.hpp"

#include "actors/clients.hpp"

#include <caf/actor_cast.hpp>
#include <caf/send.hpp>

#include <mutex>

namespace mitos::actors {

namespace {

enum class life { open, ended, cancelled };
using callback = std::shared_ptr<const std::function<void()>>;

/// Within a turn of the executor, which what a host's function throws must not end.
void call(const callback& f) {
  try {
    if (f)
      (*f)();
  } catch (...) { // as event_stream says
  }
}

} // namespace

struct event_stream::state {
  state(caf::actor_addr to, stream_number n) : executor(std::move(to)), number(n) {}

  const caf::actor_addr executor;
  const stream_number number;
  mutable std::mutex mutex;
  life now = life::open; ///< guarded, as is what follows
  std::size_t demand = 0;
  callback asked;
  callback cancelled;

  /// The callbacks go, for they may hold what holds them. Whether it was open.
  bool end(life as, callback& on_cancel) {
    callback on_ask; // goes behind the lock
    std::lock_guard lock(mutex);
    on_ask = std::exchange(asked, {});
    on_cancel = std::exchange(cancelled, {});
    return now == life::open && (now = as, true);
  }

  template <class Message>
  void end_with(Message message) {
    callback forgotten;
    if (end(life::ended, forgotten))
      tell(std::move(message));
  }

  template <class Message>
  void tell(Message message) const {
    if (const auto to = caf::actor_cast<caf::actor>(executor))
      caf::anon_send(to, std::move(message));
  }
};

struct event_stream::last_copy {
  explicit last_copy(std::shared_ptr<state> s) : of(std::move(s)) {}
  last_copy(const last_copy&) = delete;
  last_copy& operator=(const last_copy&) = delete;
  ~last_copy() { of->end_with(events_failed{of->number, error_of("The source of events was dropped.")}); }

  std::shared_ptr<state> of;
};

event_stream::event_stream(std::shared_ptr<state> s)
    : state_(std::move(s)),
      copies_(std::make_shared<last_copy>(state_)) {}

bool event_stream::push(proto::json::value event) {
  std::lock_guard lock(state_->mutex); // also for the order of what several threads push
  if (state_->now != life::open || state_->demand == 0)
    return false;
  --state_->demand;
  state_->tell(event_emitted{state_->number, std::move(event)});
  return true;
}

void event_stream::complete() { state_->end_with(events_completed{state_->number}); }

void event_stream::fail(proto::graphql::error why) {
  state_->end_with(events_failed{state_->number, std::move(why)});
}

std::size_t event_stream::demand() const {
  std::lock_guard lock(state_->mutex);
  return state_->now == life::open ? state_->demand : 0;
}

bool event_stream::is_over() const {
  std::lock_guard lock(state_->mutex);
  return state_->now != life::open;
}

void event_stream::when_asked(std::function<void()> f) {
  const auto kept = std::make_shared<const std::function<void()>>(std::move(f));
  std::unique_lock lock(state_->mutex);
  if (state_->now != life::open)
    return;
  state_->asked = kept;
  const bool now = state_->demand > 0;
  lock.unlock();
  if (now)
    (*kept)();
}

void event_stream::when_cancelled(std::function<void()> f) {
  const auto kept = std::make_shared<const std::function<void()>>(std::move(f));
  std::unique_lock lock(state_->mutex);
  if (state_->now == life::open)
    state_->cancelled = kept;
  const bool now = state_->now == life::cancelled;
  lock.unlock();
  if (now)
    (*kept)();
}

event_stream::control::control(caf::actor_addr executor, stream_number number)
    : state_(std::make_shared<state>(std::move(executor), number)) {}

void event_stream::control::ask(std::size_t events) {
  std::unique_lock lock(state_->mutex);
  if (state_->now != life::open)
    return;
  state_->demand += events;
  const callback tell = state_->asked;
  lock.unlock();
  call(tell);
}

void event_stream::control::cancel() {
  callback tell;
  if (state_->end(life::cancelled, tell))
    call(tell);
}

} // namespace mitos::actors
