/// Subscriptions of one executor to topics: an event is executed once for all who hear the same.
#pragma once

#include "actors/clients.hpp"
#include "actors/executions.hpp"
#include "actors/gap.hpp"
#include "actors/streams.hpp"
#include "actors/topic_hub.hpp"

#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace mitos::actors {

/// Events of an audience are executed one behind the other, in their order.
class audiences {
public:
  audiences(timed& self, executions& runs, replies& reply, caf::actor hub)
      : self_(self),
        runs_(runs),
        reply_(reply),
        hub_(std::move(hub)) {}

  /// Those with equal keys hear the same.
  void join(const client& who, const std::string& topic, std::string key, subscribed what);
  /// Whether there was one.
  bool cancel(const client& who);
  void hear(const shared_event& event);
  /// Events of the topic are lost: whoever hears it is told.
  void lose(const std::string& topic);
  /// Events of any topic may be missing: the next one of each says so to those who are here now.
  void miss(const gap_found& found);
  void clear();

private:
  struct member {
    client who;
    moment since; ///< what was heard before it joined
  };
  struct heard_event {
    moment when;
    shared_event event;
  };
  struct audience {
    subscribed what;
    std::string key;
    std::vector<member> members;
    std::deque<heard_event> behind; ///< the one that is executed and waits
    execution_number running = 0;
    moment told = 0; ///< of the last event that was delivered: gaps before it are known
  };
  using by_age = std::map<std::size_t, audience>;
  struct heard_topic {
    by_age audiences;                                    ///< in the order in which they came
    std::unordered_map<std::string, std::size_t> ages{}; ///< by their keys
  };
  struct subscription {
    std::string topic;
    by_age::iterator audience;
    std::size_t place = 0; ///< among its members
  };

  by_age::iterator find_or_add(heard_topic& in, std::string key, subscribed what);
  void leave(const subscription& left);
  void end_if_empty(const subscription& left);
  template <class F>
  void each(const std::string& topic, F f);
  void take(by_age::iterator at, moment when, const shared_event& event);
  bool execute(by_age::iterator at, moment when, const shared_event& event);
  void executed(by_age::iterator at, moment when, std::optional<std::string> response);
  void deliver(audience& to, moment when, std::string response);
  void deliver_with_gaps(const audience& to, moment when, const proto::shared_text& response);
  void fail(by_age::iterator at, const proto::graphql::error& why);

  timed& self_;
  executions& runs_;
  replies& reply_;
  caf::actor hub_;
  std::unordered_map<std::string, heard_topic> topics_;
  std::size_t last_ = 0;
  moment now_ = 0; ///< of what was heard last
  gaps gaps_;
  std::unordered_map<client, subscription, client_hash> subscriptions_;
};

} // namespace mitos::actors
