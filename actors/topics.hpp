/// The topics of a process: a host publishes to them from any thread, and its servers' subscribers hear.
#pragma once

#include "actors/metrics.hpp"
#include "actors/topic_hub.hpp"
#include "proto/json.hpp"

#include <caf/actor.hpp>
#include <caf/fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace mitos::actors {

/// Owns the hub, an actor on CAF's scheduler. Several servers may share them. The actor system must outlive
/// them.
class topics {
public:
  /// `node` is what the events say of where they are from. `max_waiting` payloads may wait for the hub.
  explicit topics(caf::actor_system& system, std::string node = {}, std::size_t max_waiting = 10'000);
  topics(const topics&) = delete;
  topics& operator=(const topics&) = delete;
  /// Nobody hears anything from here on.
  ~topics();

  /// From any thread. Who subscribed hears it, in the order in which a thread publishes. False where too many
  /// wait: it is not published.
  bool publish(std::string topic, proto::json::value payload) const;

  /// Topics that somebody hears.
  std::int64_t heard() const { return heard_->value(); }
  /// The gauge behind `heard`, for who reads it when the topics are gone.
  std::shared_ptr<const metric> heard_metric() const { return heard_; }
  /// Who speaks topic_hub.hpp: actors join, and publish with `publish_payload`.
  const caf::actor& hub() const { return hub_; }
  /// What the events say of where they are from.
  const std::string& node() const { return node_; }

private:
  std::string node_;
  std::size_t max_waiting_;
  std::shared_ptr<metric> heard_ = std::make_shared<metric>();
  std::shared_ptr<metric> waiting_ = std::make_shared<metric>();
  caf::actor hub_;
};

} // namespace mitos::actors
