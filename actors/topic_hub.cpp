#include "actors/topic_hub.hpp"

namespace mitos::actors {

topic_hub::topic_hub(caf::actor_config& config, std::shared_ptr<metric> topics, std::string node)
    : pinned(config),
      topics_(std::move(topics)),
      maker_(std::move(node)) {
  set_down_handler([this](caf::down_msg& down) {
    if (backplane_ == down.source)
      use({});
    else
      forget(down.source);
  });
}

caf::behavior topic_hub::make_behavior() {
  return caf::message_handler{
      [this](const join_topic& order) {
        const auto member = caf::actor_cast<caf::actor>(current_sender());
        if (member)
          attempt(order.topic, member, [&] { join(order.topic, member); });
      },
      [this](const leave_topic& order) { leave(order.topic, caf::actor_cast<caf::actor>(current_sender())); },
      [this](const publish& order) {
        tell_members(order.event);
        if (const auto peers = peers_of(order.event->topic))
          hand_over(order.event, peers);
      },
      [this](const publish_payload& order) {
        const auto peers = peers_of(order.topic);
        if (peers == 0 && members_.count(order.topic) == 0)
          return;
        const auto event = maker_.make(order.topic, order.payload);
        tell_members(event);
        if (peers != 0)
          hand_over(event, peers, order.waiting);
      },
  }
      .or_else(hears_backplane());
}

void topic_hub::on_exit() {
  members_.clear();
  backplane_ = {};
}

void topic_hub::tell_members(const shared_event& event) {
  auto found = members_.find(event->topic);
  if (found == members_.end())
    return;
  for (auto& member : found->second)
    attempt(event->topic, member, [&] { send(member, event_published{event}); });
}

template <class F>
void topic_hub::attempt(const std::string& topic, const caf::actor& member, F f) {
  try {
    f();
  } catch (const std::bad_alloc&) {
    send(member, topic_lost{topic});
  }
}

void topic_hub::join(const std::string& topic, const caf::actor& member) {
  auto& members = members_[topic];
  if (members.empty()) {
    topics_->add();
    note_interest(topic, true);
  }
  members.insert(member);
  if (monitored_.insert(member.address()).second)
    monitor(member);
}

void topic_hub::leave(const std::string& topic, const caf::actor& member) {
  auto found = members_.find(topic);
  if (found == members_.end())
    return;
  found->second.erase(member);
  if (found->second.empty())
    end(found);
}

void topic_hub::forget(const caf::actor_addr& member) {
  monitored_.erase(member);
  for (auto at = members_.begin(); at != members_.end();) {
    auto& members = at->second;
    std::erase_if(members, [&](auto& one) { return one.address() == member; });
    at = members.empty() ? end(at) : std::next(at);
  }
}

/// Nobody hears the topic any more.
topic_hub::table::iterator topic_hub::end(table::iterator topic) {
  topics_->add(-1);
  note_interest(topic->first, false);
  return members_.erase(topic);
}

// The backplane

caf::message_handler topic_hub::hears_backplane() {
  return {
      [this](const use_backplane& order) { use(order.backplane); },
      [this](const flush_now&) { flush(); },
      [this](const peer_hears& told) { routes_.hear(told); },
      [this](const events_arrived& arrived) {
        for (const auto& event : arrived.events)
          tell_members(event);
        return events_taken{arrived.receipt};
      },
      [this](const gap_found& gap) {
        for (const auto& member : monitored_)
          if (const auto told = caf::actor_cast<caf::actor>(member))
            send(told, gap);
      },
  };
}

void topic_hub::use(caf::actor backplane) {
  backplane_ = std::move(backplane);
  if (backplane_)
    monitor(backplane_);
  routes_.clear();
  interest_ = {};
  publishing_ = {};
  for (const auto& [topic, members] : members_)
    note_interest(topic, true);
}

void topic_hub::note_interest(const std::string& topic, bool is_heard) {
  if (!backplane_)
    return;
  interest_.changes.push_back({topic, is_heard});
  flush_soon();
}

void topic_hub::hand_over(const shared_event& event, peer_set to, std::shared_ptr<const void> waiting) {
  publishing_.events.push_back({event, to, std::move(waiting)});
  flush_soon();
}

void topic_hub::flush_soon() {
  if (!std::exchange(will_flush_, true))
    send(this, flush_now{});
}

void topic_hub::flush() {
  will_flush_ = false;
  if (!interest_.changes.empty())
    send(backplane_, std::exchange(interest_, {}));
  if (!publishing_.events.empty())
    send(backplane_, std::exchange(publishing_, {}));
}

} // namespace mitos::actors
