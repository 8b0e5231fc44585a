/// Topics: whoever joined one hears what is published to it, in the order in which the hub was told.
#pragma once

#include "actors/backplane.hpp"
#include "actors/metrics.hpp"
#include "actors/peer_routes.hpp"
#include "actors/pinned.hpp"
#include "actors/topic_event.hpp"
#include "proto/json.hpp"

#include <memory>
#include <set>
#include <string>
#include <unordered_map>

namespace mitos::actors {

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
// And `gap_found` (backplane.hpp), where the hub has a backplane: what was published elsewhere may be
// missing.

/// From a hub to itself: what waits for the backplane goes out behind what has been said to the hub by now,
/// so that many go out at once when many are published at once.
struct flush_now {};

/// One per node. Its members are executors, few; whoever dies has left. With a backplane (backplane.hpp) what
/// is published here is heard elsewhere, and the other way round.
class topic_hub : public pinned {
public:
  /// `topics` counts those with a member; `node` is what the events say of where they are from.
  topic_hub(caf::actor_config& config, std::shared_ptr<metric> topics, std::string node = {});

  const char* name() const override { return "mitos.topic_hub"; } ///< what CAF calls it
  caf::behavior make_behavior() override; ///< hears the messages above, and those of backplane.hpp
  void on_exit() override;                ///< lets go of its members and its backplane, untold

private:
  using table = std::unordered_map<std::string, std::set<caf::actor>>;

  caf::message_handler hears_backplane();
  /// Runs `f`; where there is no memory for it, the member is told.
  template <class F>
  void attempt(const std::string& topic, const caf::actor& member, F f);
  void tell_members(const shared_event& event);
  void join(const std::string& topic, const caf::actor& member);
  void leave(const std::string& topic, const caf::actor& member);
  void forget(const caf::actor_addr& member);
  table::iterator end(table::iterator topic);

  void use(caf::actor backplane);
  peer_set peers_of(std::string_view topic) const { return backplane_ ? routes_.of(topic) : 0; }
  void note_interest(const std::string& topic, bool is_heard);
  void hand_over(const shared_event& event, peer_set to, std::shared_ptr<const void> waiting = {});
  void flush_soon();
  void flush();

  std::shared_ptr<metric> topics_;
  event_maker maker_;
  table members_;
  std::set<caf::actor_addr> monitored_;

  caf::actor backplane_;
  peer_routes routes_;
  interest_changed interest_; ///< what waits for the backplane, as does what follows
  publish_to_peers publishing_;
  bool will_flush_ = false;
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::join_topic)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::leave_topic)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::publish)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::publish_payload)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::event_published)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::topic_lost)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::flush_now)
