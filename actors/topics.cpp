#include "actors/topics.hpp"

#include <caf/actor_system.hpp>
#include <caf/send.hpp>

namespace mitos::actors {

topics::topics(caf::actor_system& system, std::string node, std::size_t max_waiting)
    : node_(std::move(node)),
      max_waiting_(max_waiting),
      hub_(system.spawn<topic_hub>(heard_, node_)) {}

topics::~topics() { caf::anon_send_exit(hub_, caf::exit_reason::user_shutdown); }

bool topics::publish(std::string topic, proto::json::value payload) const {
  if (waiting_->value() >= static_cast<std::int64_t>(max_waiting_))
    return false;
  waiting_->add();
  auto done = [counted = waiting_](const void*) { counted->add(-1); };
  caf::anon_send(hub_, publish_payload{std::move(topic), std::move(payload),
                                       std::shared_ptr<const void>(nullptr, std::move(done))});
  return true;
}

} // namespace mitos::actors
