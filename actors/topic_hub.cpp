#include "actors/topic_hub.hpp"

#include "actors/time_text.hpp"

#include <random>

namespace mitos::actors {

namespace {

std::string random_hex() {
  std::random_device random;
  auto bits = std::uint64_t{random()} << 32 | random();
  std::string hex(16, '0');
  for (auto& digit : hex) {
    digit = "0123456789abcdef"[bits & 15];
    bits >>= 4;
  }
  return hex;
}

} // namespace

const proto::json::value& topic_event::payload() const {
  return *value.as<proto::json::object>()->find("payload");
}

event_maker::event_maker(std::string node) : node_(std::move(node)), prefix_(random_hex() + '-') {}

shared_event event_maker::make(std::string topic, proto::json::value payload) {
  proto::json::object value;
  value.set("id", prefix_ + std::to_string(++last_));
  value.set("topic", topic);
  value.set("payload", std::move(payload));
  value.set("at", time_text(std::chrono::system_clock::now()));
  value.set("node", node_);
  return std::make_shared<const topic_event>(topic_event{std::move(topic), std::move(value)});
}

topic_hub::topic_hub(caf::actor_config& config, std::shared_ptr<metric> topics, std::string node)
    : pinned(config),
      topics_(std::move(topics)),
      maker_(std::move(node)) {
  set_down_handler([this](caf::down_msg& down) { forget(down.source); });
}

caf::behavior topic_hub::make_behavior() {
  return {
      [this](const join_topic& order) {
        const auto member = caf::actor_cast<caf::actor>(current_sender());
        if (member)
          attempt(order.topic, member, [&] { join(order.topic, member); });
      },
      [this](const leave_topic& order) { leave(order.topic, caf::actor_cast<caf::actor>(current_sender())); },
      [this](const publish& order) { tell_members(order.event); },
      [this](const publish_payload& order) {
        if (members_.count(order.topic) > 0)
          tell_members(maker_.make(order.topic, order.payload));
      },
  };
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
  if (members.empty())
    topics_->add();
  members.insert(member);
  if (monitored_.insert(member.address()).second)
    monitor(member);
}

void topic_hub::leave(const std::string& topic, const caf::actor& member) {
  auto found = members_.find(topic);
  if (found == members_.end())
    return;
  found->second.erase(member);
  if (!found->second.empty())
    return;
  members_.erase(found);
  topics_->add(-1);
}

void topic_hub::forget(const caf::actor_addr& member) {
  monitored_.erase(member);
  for (auto at = members_.begin(); at != members_.end();) {
    auto& members = at->second;
    std::erase_if(members, [&](auto& one) { return one.address() == member; });
    if (!members.empty()) {
      ++at;
      continue;
    }
    topics_->add(-1);
    at = members_.erase(at);
  }
}

} // namespace mitos::actors
