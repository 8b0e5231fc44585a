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
  std::string topic;        ///< the same as the member `topic` of `value`
  proto::json::value value; ///< an object: id, topic, payload, at, node

  /// The member of `value` that the publisher gave; as long as the event lives.
  const proto::json::value& payload() const;
};
/// An event as hubs and executors pass it on, never null.
using shared_event = std::shared_ptr<const topic_event>;

/// Makes the events of one publisher, on one thread at a time; ids are unique in a cluster.
class event_maker {
public:
  /// `node` is what the events say of where they are from.
  explicit event_maker(std::string node);
  /// An event of now, with the next id. It reaches nobody until it is sent to a hub with `publish`.
  shared_event make(std::string topic, proto::json::value payload);

private:
  std::string node_;
  std::string prefix_;
  std::uint64_t last_ = 0;
};

// To the hub, from any actor; nothing is answered. Who joins hears every event that the hub is told of from
// then on, all members in one order, until it leaves or dies. What was published before is not repeated.

/// The sender, an actor, is to hear the topic. A second join changes nothing: one leave ends both.
struct join_topic {
  std::string topic; ///< exact: there are no patterns
};
/// The sender is to hear the topic no more. An event that the hub sent before may still arrive.
struct leave_topic {
  std::string topic; ///< one that the sender did not join is ignored
};
/// Hands the event to the members of its topic; without any it is gone.
struct publish {
  shared_event event; ///< never null
};

/// The same for who makes no events: the hub makes one of the payload, if the topic has a member.
struct publish_payload {
  std::string topic;                     ///< exact, as in `join_topic`
  proto::json::value payload;            ///< any value: the member `payload` of the event
  std::shared_ptr<const void> waiting{}; ///< held until the hub has dealt with it
};

/// From the hub, once to each who joined, however often.
struct event_published {
  shared_event event; ///< one and the same for all who hear it
};

/// From the hub, to one for whom it had no memory: events are lost, or the join is. Mitos's own executor ends
/// the subscriptions to the topic with an error (promise 4).
struct topic_lost {
  std::string topic; ///< the one of which events are missing
};

/// One per node. Its members are executors, few; whoever dies has left.
class topic_hub : public pinned {
public:
  /// `topics` counts those with a member; `node` is what the events say of where they are from.
  topic_hub(caf::actor_config& config, std::shared_ptr<metric> topics, std::string node = {});

  const char* name() const override { return "mitos.topic_hub"; } ///< what CAF calls it
  caf::behavior make_behavior() override;                         ///< hears the four messages above
  void on_exit() override { members_.clear(); }                   ///< lets go of its members, untold

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
