#include "actors/topic_event.hpp"

#include "actors/time_text.hpp"

#include <random>

namespace mitos::actors {

namespace {

/// Wider than those of any client: the publisher's node has taken it.
constexpr proto::json::limits limits_of_events{256, 1'000'000, std::size_t{64} * 1024, 4096};

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

shared_event read_event(std::string_view text) {
  auto parsed = proto::json::parse(text, limits_of_events);
  auto* value = std::get_if<proto::json::value>(&parsed);
  if (!value || !value->find("payload"))
    return nullptr;
  for (const auto* member : {"id", "topic", "at", "node"})
    if (const auto* found = value->find(member); !found || !found->as<std::string>())
      return nullptr;
  auto topic = value->find("topic")->text();
  return std::make_shared<const topic_event>(topic_event{std::move(topic), std::move(*value)});
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

} // namespace mitos::actors
