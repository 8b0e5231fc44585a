/// Who asked an executor, and how it answers.
#pragma once

#include "actors/executor.hpp"
#include "proto/graphql/error.hpp"

#include <caf/event_based_actor.hpp>

#include <cstddef>
#include <string>

namespace mitos::actors {

/// An operation of a connection.
struct client {
  caf::actor connection;
  operation_number number = 0;
  bool operator==(const client&) const = default;
};

struct client_hash {
  std::size_t operator()(const client& one) const;
};

/// What executors tell connections.
class replies {
public:
  explicit replies(caf::event_based_actor& from) : from_(from) {}

  void next(const client& to, proto::shared_text payload, bool may_be_dropped = false);
  void next(const client& to, std::string payload);
  /// From here on, results of one operation go together, until there is something else to say.
  void gather() { gathers_ = true; }
  void send_gathered();
  void complete(const client& to);
  void fail(const client& to, const proto::graphql::errors& errors);

private:
  caf::event_based_actor& from_;
  bool gathers_ = false;
  client gathered_for_;
  std::string gathered_; ///< memory that is kept
  std::vector<std::size_t> ends_;
};

proto::shared_text share(std::string text);
/// What a client is told of a fault that is not its own.
proto::graphql::error our_fault();
proto::graphql::error error_of(std::string message);

} // namespace mitos::actors
