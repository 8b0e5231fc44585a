/// Knows the connections of one io thread, replaces a dead executor, and drains.
#pragma once

#include "actors/connection_settings.hpp"
#include "actors/pinned.hpp"
#include "proto/close_code.hpp"

#include <caf/response_promise.hpp>
#include <caf/result.hpp>

#include <chrono>
#include <functional>
#include <unordered_set>
#include <variant>
#include <vector>

namespace mitos::actors {

/// From a connection, before anything else: the sender is there.
struct connection_opened {};
/// From a connection that let go of its wire: the sender is there no more, and needs no draining.
struct connection_gone {};

/// A *request*: closes every connection, in paced batches, and every one that is opened later; answered
/// with `drained` when none is left or when the time is over. There is no way back: a second one waits for
/// the same end, for a time of its own.
struct drain {
  std::chrono::nanoseconds within{}; ///< half of it for sending the closes, the rest for the peers' answers
  /// What each is closed with.
  proto::close_reason reason{proto::close_code::service_restart, "Service restart"};
};
/// The answer to `drain`.
struct drained {
  std::size_t left = 0; ///< connections of the thread that are not gone; nobody cuts them here
};

class supervisor;

/// Makes the executor of an io thread, on that thread, and another when that one dies. The supervisor, who
/// spawns it, ends it. It may return none. One that dies young, or a factory that throws, is tried again
/// behind pauses that grow to a second; meanwhile operations fail.
using executor_factory = std::function<caf::actor(supervisor& parent)>;

/// Or an executor of the host's, for all threads: nobody else ends it, and when it dies, operations fail.
using executor_provider = std::variant<executor_factory, caf::actor>;

/// One per io thread, pinned there like the connections it knows.
class supervisor : public pinned {
public:
  /// `settings` are those that the connections of the thread share; `executor` is not asked for one yet.
  supervisor(caf::actor_config& config, std::shared_ptr<connection_settings> settings,
             executor_provider executor);

  /// Writes its own handle, and the executor that it makes, into the settings.
  caf::behavior make_behavior() override;
  /// Ends the executor that it made, and lets go of the settings' actors.
  void on_exit() override;

private:
  caf::behavior serving();
  caf::behavior draining(const proto::close_reason& reason, std::size_t batch);
  void enter(const caf::actor& connection);
  caf::result<drained> start_draining(const drain& order);
  void close_batch(const proto::close_reason& reason, std::size_t batch);
  caf::result<drained> wait_for_drain(const drain& order);
  void finish_draining();
  void finish_draining(std::size_t which);
  void start_executor();
  void executor_down();
  /// At once, or behind a pause.
  void restart_executor();
  /// Who sent the message that is being dealt with.
  caf::actor sender();

  std::shared_ptr<connection_settings> settings_;
  executor_provider provider_;
  std::unordered_set<caf::actor> connections_;
  std::vector<caf::actor> to_close_; ///< while draining
  std::vector<caf::response_promise> drains_;
  caf::actor_clock::time_point executor_started_;
  std::chrono::milliseconds pause_{};
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::connection_opened)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::connection_gone)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::drain)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::drained)
