/// What a host may be told of connections and their operations: for audit, presence, a list of who is there.
#pragma once

#include "actors/executor.hpp"
#include "actors/gatekeeper.hpp"
#include "proto/close_code.hpp"
#include "proto/request.hpp"

#include <caf/actor_addr.hpp>

#include <cstdint>
#include <functional>
#include <string_view>

namespace mitos::actors {

/// Names one connection, from any thread. Cheap to copy; it keeps nothing alive.
class connection_handle {
public:
  connection_handle() = default;
  explicit connection_handle(caf::actor_addr connection) : connection_(std::move(connection)) {}

  /// Unique among the connections of an actor system that was ever there; 0 names none.
  std::uint64_t id() const;
  /// Closes it with this code and reason, as `close_connection` does. Nothing happens to one that has ended.
  void close(proto::close_reason reason) const;

  bool operator==(const connection_handle& other) const { return connection_ == other.connection_; }
  bool operator<(const connection_handle& other) const { return connection_ < other.connection_; }

private:
  caf::actor_addr connection_;
};

/// Whom a hook is about. The references last as long as the call.
struct hooked_connection {
  connection_handle handle;
  const connection_facts& facts;
  const session_ptr& session; ///< none before `ready`, and where nobody was asked for one
};

struct hooked_operation {
  operation_number number = 0;
  std::string_view id; ///< the client's
};

/// How an operation ended, as its client sees it.
enum class operation_end {
  completed,
  failed,    ///< an `error` message: it was not executed, or not further (P25, P27)
  cancelled, ///< by the client's `complete`, or with its connection
};

/// Functions that a host gives to its server; each may be left out. They are called on the thread of the
/// connection, for each connection in this order: `opened`, `ready` at most once, then for each operation
/// `operation_started` and `operation_ended`, each exactly once, and `closed`, exactly once and last.
/// They must not wait. What they throw is counted (`hooks_failed`), and costs nobody anything.
struct hooks {
  /// The upgrade is being answered: the peer has said nothing yet.
  std::function<void(const hooked_connection&)> opened{};
  /// It is acknowledged (P14).
  std::function<void(const hooked_connection&)> ready{};
  std::function<void(const hooked_connection&, const hooked_operation&, const proto::request&)>
      operation_started{};
  std::function<void(const hooked_connection&, const hooked_operation&, operation_end)> operation_ended{};
  /// With the code and reason of whoever closed first; 1006 where the socket ended without a close.
  std::function<void(const hooked_connection&, const proto::close_reason&)> closed{};

  bool empty() const { return !opened && !ready && !operation_started && !operation_ended && !closed; }
};

} // namespace mitos::actors
