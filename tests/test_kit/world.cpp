#include "tests/test_kit/world.hpp"

#include "actors/connection.hpp"

#include <caf/detail/test_actor_clock.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <caf/send.hpp>

#include <algorithm>

namespace mitos::test_kit {

namespace {

using caf_duration = caf::actor_clock::duration_type;

} // namespace

world::world() : settings_(std::make_shared<actors::connection_settings>()) {
  config_.set("scheduler.policy", caf::atom("testing"));
  system_ = std::make_unique<caf::actor_system>(config_);
  system_->await_actors_before_shutdown(false);
}

world::~world() {
  last_ = {};
  for (auto& wire : wires_)
    if (auto live = wire.lock())
      live->peer_closes({proto::close_code::abnormal});
  settle();
  for (auto* handle : {&settings_->supervisor, &settings_->executor, &settings_->gatekeeper})
    if (*handle)
      caf::anon_send_exit(std::exchange(*handle, {}), caf::exit_reason::kill);
  settle();
}

client world::knock(std::optional<proto::dialect> dialect) {
  auto facts = std::make_shared<actors::connection_facts>();
  facts->peer = "127.0.0.1:" + std::to_string(wires_.size() + 1);
  facts->target = "/graphql";
  facts->dialect = dialect;
  auto wire = std::make_shared<fake_wire>([this] { return now(); });
  wire->options = settings_->options;
  last_ = system_->spawn<actors::connection>(wire, std::move(facts), settings_);
  wire->attach(last_);
  watch(wire);
  return {*this, std::move(wire)};
}

void world::watch(const std::shared_ptr<fake_wire>& wire) {
  std::erase_if(wires_, [](auto& old) { return old.expired(); });
  wires_.push_back(wire);
}

client world::connect(std::optional<proto::dialect> dialect) {
  auto fresh = knock(dialect);
  fresh.accepted();
  settle();
  return fresh;
}

client world::greet(std::optional<proto::dialect> dialect) {
  auto fresh = connect(dialect);
  fresh.says(R"({"type":"connection_init"})");
  fresh.hears_all();
  return fresh;
}

void world::settle() {
  while (step()) {
  }
}

bool world::step() {
  auto& jobs = scheduler().jobs;
  if (random_ && jobs.size() > 1) {
    auto chosen = std::uniform_int_distribution<std::ptrdiff_t>(0, std::ptrdiff_t(jobs.size()) - 1)(*random_);
    std::rotate(jobs.begin(), jobs.begin() + chosen, jobs.end());
  }
  return scheduler().try_run_once();
}

void world::advance(std::chrono::nanoseconds by) {
  settle();
  auto target = now() + by;
  for (auto due = next_due(); due && *due <= target; due = next_due()) {
    scheduler().advance_time(std::max(caf_duration::zero(), caf_duration(*due - now())));
    fire_due();
    settle();
  }
  scheduler().advance_time(caf_duration(target - now()));
  settle();
}

std::chrono::nanoseconds world::now() { return scheduler().clock().now().time_since_epoch(); }

std::optional<std::chrono::nanoseconds> world::next_due() {
  std::optional<std::chrono::nanoseconds> first;
  auto& schedule = scheduler().clock().schedule();
  if (!schedule.empty())
    first = schedule.begin()->first.time_since_epoch();
  for (auto& wire : wires_)
    if (auto live = wire.lock())
      if (auto due = live->next_due(); due && (!first || *due < *first))
        first = due;
  return first;
}

void world::fire_due() {
  for (auto& wire : wires_)
    if (auto live = wire.lock())
      live->fire_due(now());
}

std::size_t world::actors_alive() {
  settle();
  return system_->registry().running();
}

std::size_t world::timers_armed() {
  settle();
  auto armed = scheduler().clock().schedule().size();
  for (auto& wire : wires_)
    if (auto live = wire.lock())
      armed += live->timers();
  return armed;
}

caf::scheduler::test_coordinator& world::scheduler() {
  return static_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
}

} // namespace mitos::test_kit
