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
  connection_handle() = default; ///< names none
  /// Of a connection actor; hooks get it ready made.
  explicit connection_handle(caf::actor_addr connection) : connection_(std::move(connection)) {}

  /// Unique among the connections of an actor system that was ever there; 0 names none.
  std::uint64_t id() const;
  /// Closes it with this code and reason, as `close_connection` does. Nothing happens to one that has ended.
  void close(proto::close_reason reason) const;

  /// Whether both name the same connection, or none.
  bool operator==(const connection_handle& other) const { return connection_ == other.connection_; }
  /// Some order, for sets and maps.
  bool operator<(const connection_handle& other) const { return connection_ < other.connection_; }

private:
  caf::actor_addr connection_;
};

/// Whom a hook is about. The references last as long as the call.
struct hooked_connection {
  connection_handle handle;      ///< may be kept, and used from any thread
  const connection_facts& facts; ///< what its upgrade said, as the gatekeeper gets it
  const session_ptr& session;    ///< none before `ready`, and where nobody was asked for one
};

/// Which of the connection's operations a hook is about. `id` lasts as long as the call.
struct hooked_operation {
  operation_number number = 0; ///< start_operation::number, never used again by its connection
  std::string_view id; ///< the client's, which may name another operation when this one has ended (P30)
};

/// How an operation ended, as its client sees it.
enum class operation_end {
  completed, ///< a `complete` message of the server (P24)
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
  /// Before the executor has it, or it fails for want of one; those over the limit never start (P32).
  std::function<void(const hooked_connection&, const hooked_operation&, const proto::request&)>
      operation_started{};
  /// Before the client is told, where it is told.
  std::function<void(const hooked_connection&, const hooked_operation&, operation_end)> operation_ended{};
  /// With the code and reason of whoever closed first; 1006 where the socket ended without a close.
  std::function<void(const hooked_connection&, const proto::close_reason&)> closed{};

  /// Whether none is given.
  bool empty() const { return !opened && !ready && !operation_started && !operation_ended && !closed; }
};

} // namespace mitos::actors
