#include "net/actor_unit.hpp"

#include <caf/actor_system.hpp>
#include <caf/scheduler/abstract_coordinator.hpp>

#include <utility>

namespace mitos::net {

namespace {

constexpr std::size_t messages_at_once = 25;

} // namespace

actor_unit::actor_unit(caf::actor_system& system, std::function<void()> wake)
    : execution_unit(&system),
      wake_(std::move(wake)) {}

actor_unit::~actor_unit() {
  for (auto* actor : due_)
    caf::intrusive_ptr_release(actor);
}

void actor_unit::exec_later(caf::resumable* actor) {
  if (std::this_thread::get_id() == owner_.load(std::memory_order_relaxed))
    due_.push_back(actor);
  else
    hand_over(actor);
}

void actor_unit::hand_over(caf::resumable* actor) {
  std::unique_lock lock(mutex_);
  if (retired_) {
    lock.unlock();
    system().scheduler().enqueue(actor);
    return;
  }
  inbox_.push_back(actor);
  if (inbox_.size() == 1)
    wake_();
}

void actor_unit::collect() {
  std::lock_guard lock(mutex_);
  due_.insert(due_.end(), inbox_.begin(), inbox_.end());
  inbox_.clear();
}

void actor_unit::run(std::size_t passes) {
  for (; passes > 0 && !due_.empty(); --passes)
    run_pass();
}

void actor_unit::run_pass() {
  running_.swap(due_);
  for (auto* actor : running_) {
    switch (actor->resume(this, messages_at_once)) {
    case caf::resumable::resume_later: due_.push_back(actor); break;
    default: // it waits for a message, or is done: the reference that came with it goes
      caf::intrusive_ptr_release(actor);
    }
  }
  running_.clear();
}

void actor_unit::retire() {
  owner_.store({}, std::memory_order_relaxed);
  std::lock_guard lock(mutex_);
  retired_ = true;
  wake_ = {};
  inbox_.insert(inbox_.end(), due_.begin(), due_.end());
  due_.clear();
  for (auto* actor : std::exchange(inbox_, {}))
    system().scheduler().enqueue(actor);
}

} // namespace mitos::net
