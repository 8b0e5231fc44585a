/// Topics: whoever joined one hears what is published to it, in the order in which the hub was told.
#pragma once

#include "actors/metrics.hpp"
#include "actors/pinned.hpp"
#include "proto/json.hpp"

#include <memory>
#include <set>
#include <string>
#include <unordered_map>

namespace mitos::actors {

/// Something that was published: an `Event` of the default schema, immutable, shared by all who hear it.
struct topic_event {
  std::string topic;
  proto::json::value value; ///< an object: id, topic, payload, at, node

  const proto::json::value& payload() const;
};
using shared_event = std::shared_ptr<const topic_event>;

/// Makes the events of one publisher; ids are unique in a cluster.
class event_maker {
public:
  explicit event_maker(std::string node);
  shared_event make(std::string topic, proto::json::value payload);

private:
  std::string node_;
  std::string prefix_;
  std::uint64_t last_ = 0;
};

// To the hub. The sender of a join is the one who hears.

struct join_topic {
  std::string topic;
};
struct leave_topic {
  std::string topic;
};
struct publish {
  shared_event event;
};

/// The same for who makes no events: the hub makes one of the payload.
struct publish_payload {
  std::string topic;
  proto::json::value payload;
  std::shared_ptr<const void> waiting{}; ///< held until the hub has dealt with it
};

/// From the hub, once to each who joined, however often.
struct event_published {
  shared_event event;
};

/// From the hub, to one for whom it had no memory: events are lost.
struct topic_lost {
  std::string topic;
};

/// One per node. Its members are executors, few; whoever dies has left.
class topic_hub : public pinned {
public:
  /// `topics` counts those with a member; `node` is what the events say of where they are from.
  topic_hub(caf::actor_config& config, std::shared_ptr<metric> topics, std::string node = {});

  const char* name() const override { return "mitos.topic_hub"; }
  caf::behavior make_behavior() override;
  void on_exit() override { members_.clear(); }

private:
  /// Runs `f`; where there is no memory for it, the member is told.
  template <class F>
  void attempt(const std::string& topic, const caf::actor& member, F f);
  void tell_members(const shared_event& event);
  void join(const std::string& topic, const caf::actor& member);
  void leave(const std::string& topic, const caf::actor& member);
  void forget(const caf::actor_addr& member);

  std::shared_ptr<metric> topics_;
  event_maker maker_;
  std::unordered_map<std::string, std::set<caf::actor>> members_;
  std::set<caf::actor_addr> monitored_;
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::join_topic)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::leave_topic)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::publish)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::publish_payload)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::event_published)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::topic_lost)
