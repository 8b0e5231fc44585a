/// The execution unit that the pinned actors of an io thread are born on.
#pragma once

#include <caf/execution_unit.hpp>
#include <caf/resumable.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mitos::net {

/// Actors that are due run when the thread asks for it, in the order in which they became due. It outlives
/// its thread: who still lives when the thread ends goes on under the actor system's scheduler.
class actor_unit final : public caf::execution_unit {
public:
  /// `wake` is called by other threads when an idle unit has something to do.
  actor_unit(caf::actor_system& system, std::function<void()> wake);
  ~actor_unit() override;

  /// From the thread that uses the unit from now on.
  void adopt() { owner_.store(std::this_thread::get_id(), std::memory_order_relaxed); }
  /// From any thread.
  void exec_later(caf::resumable* actor) override;
  /// Takes over what other threads have made due.
  void collect();
  bool idle() const { return due_.empty(); }
  /// Runs those that are due, and those that they make due, but `passes` times over at most: a chain of
  /// actors gets through, a circle does not hold up the sockets.
  void run(std::size_t passes);
  /// The thread is about to end.
  void retire();

private:
  void run_pass();
  void hand_over(caf::resumable* actor);

  std::vector<caf::resumable*> due_;
  std::vector<caf::resumable*> running_;
  std::atomic<std::thread::id> owner_;
  std::mutex mutex_;
  std::vector<caf::resumable*> inbox_; ///< guarded by mutex_, as is what follows
  bool retired_ = false;
  std::function<void()> wake_;
};

} // namespace mitos::net
