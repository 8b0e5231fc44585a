/// The executor that ships with Mitos: GraphQL over a served schema, topics and paced sources.
#pragma once

#include "actors/document_cache.hpp"
#include "actors/executor.hpp"
#include "actors/served_schema.hpp"
#include "actors/timed.hpp"

#include <list>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace mitos::actors {

/// One per io thread, pinned there beside the connections it serves, so that a document which resolves
/// without waiting is answered in the same turn. An event is executed and serialised once for all
/// subscriptions with the same document, operation and variables.
class schema_executor : public timed {
public:
  schema_executor(caf::actor_config& config, std::shared_ptr<const served_schema> served, caf::actor hub,
                  std::string node);

  const char* name() const override { return "mitos.schema_executor"; }
  caf::behavior make_behavior() override;
  void on_exit() override;

private:
  /// Who asked: an operation of a connection.
  struct client {
    caf::actor connection;
    operation_number number = 0;
    bool operator==(const client&) const = default;
  };
  struct client_hash {
    std::size_t operator()(const client& one) const;
  };

  /// Subscriptions that hear the same: one execution per event.
  struct audience {
    proto::graphql::operation operation;
    std::string field;
    std::vector<client> clients;
  };
  using audiences = std::map<std::string, audience>; ///< by document, operation and variables

  struct subscription {
    std::string topic;
    audiences::iterator audience;
    std::size_t place = 0; ///< among its clients
  };

  struct stream {
    client to;
    proto::graphql::operation operation;
    std::string field;
    paced_source source;
    std::size_t credit = 0;
    time_point due;                          ///< not before
    timer waits;                             ///< for that time, once it has credit
    std::optional<proto::json::value> ahead; ///< the value to be sent next; none: the end
  };
  using streams = std::list<stream>;

  /// Runs `f`; what it throws ends the operation of `who`, and no other.
  template <class F>
  void guarded(const client& who, F f);
  void start(const client& who, const start_operation& order);
  void subscribe(const client& who, const start_operation& order, const proto::graphql::operation& operation);
  void join(const client& who, const std::string& topic, std::string key, audience heard);
  void flow(const client& who, const proto::graphql::operation& operation, std::string field,
            paced_source from, std::size_t credit);
  void cancel(const client& who);
  void leave(const subscription& left);
  void demand(const client& who, std::size_t results);
  void hear(const topic_event& event);
  /// Sends what the stream may send now; at its end, forgets it.
  void pump(streams::iterator at);
  void send_what_is_due(streams::iterator at);
  void end(streams::iterator at);

  void next(const client& to, proto::shared_text payload);
  void complete(const client& to);
  void fail(const client& to, const proto::graphql::errors& errors);
  client sender_of(operation_number number);

  std::shared_ptr<const served_schema> served_;
  caf::actor hub_;
  event_maker events_;
  execution_context context_;
  document_cache documents_;
  std::unordered_map<std::string, audiences> topics_;
  std::unordered_map<client, subscription, client_hash> subscriptions_;
  streams streams_;
  std::unordered_map<client, streams::iterator, client_hash> streams_of_;
};

} // namespace mitos::actors
