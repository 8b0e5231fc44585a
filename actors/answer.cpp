#include "actors/answer.hpp"

#include "actors/clients.hpp"

#include <caf/actor_cast.hpp>
#include <caf/send.hpp>

#include <mutex>

namespace mitos::actors {

namespace graphql = proto::graphql;

/// Shared by who owes the answer and by the execution that waits for it.
struct answer::state {
  explicit state(const graphql::field_call& c)
      : executor(context_of(c).services->here),
        execution(context_of(c).number),
        call(c.number),
        coordinate(c.coordinate()) {}

  const caf::actor_addr executor;
  const execution_number execution;
  const graphql::call_number call;
  const std::string coordinate;

  std::mutex mutex;
  bool wanted = true;             ///< guarded
  std::function<void()> unwanted; ///< guarded

  /// Whether it was wanted until now.
  bool end(std::function<void()>& tell) {
    std::lock_guard lock(mutex);
    tell = std::exchange(unwanted, {});
    return std::exchange(wanted, false);
  }
  void nobody_waits() {
    std::function<void()> tell;
    if (!end(tell) || !tell)
      return;
    try {
      tell();
    } catch (...) { // it is called in a turn of the executor, which it must not end
    }
  }
};

answer::answer(const graphql::field_call& call) : state_(std::make_shared<state>(call)) {}

answer& answer::operator=(answer&& other) noexcept {
  answer(std::move(other)).state_.swap(state_);
  return *this;
}

answer::~answer() { refuse("was not answered."); }

void answer::give(graphql::outcome what) {
  const auto owed = std::exchange(state_, {});
  std::function<void()> forgotten;
  if (!owed || !owed->end(forgotten))
    return;
  if (const auto executor = caf::actor_cast<caf::actor>(owed->executor))
    caf::anon_send(executor, field_resolved{owed->execution, owed->call, std::move(what)});
}

void answer::refuse(const std::string& why) {
  if (is_wanted())
    give(error_of(state_->coordinate + " " + why));
}

bool answer::is_wanted() const {
  if (!state_)
    return false;
  std::lock_guard lock(state_->mutex);
  return state_->wanted;
}

void answer::when_unwanted(std::function<void()> f) {
  if (!state_)
    return;
  std::unique_lock lock(state_->mutex);
  if (state_->wanted)
    return static_cast<void>(state_->unwanted = std::move(f));
  lock.unlock();
  f();
}

graphql::pending answer::pending() const {
  return {[owed = state_] {
    if (owed) // not given before
      owed->nobody_waits();
  }};
}

graphql::resolver later(std::function<void(const graphql::field_call&, answer)> ask) {
  return [ask = std::move(ask)](const graphql::field_call& call) -> graphql::resolved {
    answer owed(call);
    auto pending = owed.pending();
    ask(call, std::move(owed));
    return pending;
  };
}

} // namespace mitos::actors
