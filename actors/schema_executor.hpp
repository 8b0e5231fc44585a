/// The executor that ships with Mitos: GraphQL over a served schema.
#pragma once

#include "actors/answer.hpp"
#include "actors/audiences.hpp"
#include "actors/clients.hpp"
#include "actors/deaths.hpp"
#include "actors/document_cache.hpp"
#include "actors/executions.hpp"
#include "actors/served_schema.hpp"
#include "actors/streams.hpp"
#include "actors/supervisor.hpp"
#include "actors/timed.hpp"
#include "actors/topics.hpp"

#include <memory>
#include <string>
#include <unordered_map>

namespace mitos::actors {

/// One per io thread, pinned there beside the connections it serves, so that a document which resolves
/// without waiting is answered in the same turn. What waits costs nobody else anything: its answers come as
/// messages.
class schema_executor : public timed {
public:
  /// Publishes to `hub` and hears it; `node` is what its events say of where they are from. Throws
  /// std::invalid_argument where the schema's sources do not fit it. Hosts call `serves` instead.
  schema_executor(caf::actor_config& config, std::shared_ptr<const served_schema> served, caf::actor hub,
                  const std::string& node);

  const char* name() const override { return "mitos.schema_executor"; } ///< what CAF calls it
  /// Hears executor.hpp, and what sources, the hub and answers say to it.
  caf::behavior make_behavior() override;
  /// Cancels its sources and executions. Clients hear nothing of it here: the supervisor tells connections.
  void on_exit() override;

private:
  /// Runs `f`; what it throws ends the operation of `who`, and no other.
  template <class F>
  void guarded(const client& who, F f);
  void start(const client& who, const start_operation& order);
  void execute(const client& who, const proto::graphql::operation& operation, const session_ptr& session);
  void subscribe(const client& who, const start_operation& order, const proto::graphql::operation& operation);
  source choose_source(const subscribed& asked) const;
  void cancel(const client& who);
  void finish(const client& who, std::optional<std::string> response);

  resolver_services services(const std::string& node);
  proto::graphql::pending ask(const proto::graphql::field_call& call, const caf::actor& whom,
                              const caf::message& question, std::chrono::nanoseconds timeout);
  client sender_of(operation_number number);

  std::shared_ptr<const served_schema> served_;
  caf::actor hub_;
  document_cache documents_;
  replies reply_;
  deaths deaths_;
  resolver_services services_;
  executions runs_;
  std::unordered_map<client, execution_number, client_hash> waiting_; ///< queries and mutations
  audiences audiences_;
  streams streams_;
};

/// Serves the schema: an executor on each io thread of a server, all of them hearing the topics, which must
/// outlive the server. Throws std::invalid_argument where the schema's sources do not fit it
/// (served_schema.hpp, check).
executor_factory serves(served_schema schema, const topics& heard);

} // namespace mitos::actors
