#include "tests/test_kit/world.hpp"

#include "actors/connection.hpp"
#include "actors/schema_executor.hpp"
#include "actors/supervisor.hpp"
#include "tests/test_kit/course.hpp"
#include "tests/test_kit/described.hpp"

#include <caf/detail/test_actor_clock.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <caf/send.hpp>

#include <algorithm>
#include <exception>
#include <numeric>

namespace mitos::test_kit {

namespace {

using caf_clock = caf::detail::test_actor_clock;
using caf_time = caf_clock::time_point;

/// What the destructor of a world does for actors that do not come to rest.
constexpr std::size_t last_steps = 100'000;

/// The instant at which CAF's clock begins.
constexpr std::chrono::nanoseconds first_instant{1};

/// Unlike CAF's own it comes before all that waits.
void kill(const caf::actor& who) {
  caf::anon_send<caf::message_priority::high>(who, caf::exit_msg{who.address(), caf::exit_reason::kill});
}

std::string timer_text(const fake_wire& wire) {
  const auto& event = *wire.next_event();
  return (wire.connection() ? described(*caf::actor_cast<caf::abstract_actor*>(wire.connection()))
                            : "nobody") +
         ": " + std::visit([](auto said) { return described(typeid(said)); }, event);
}

std::string timer_text(const caf_clock::delayed_event& event) {
  switch (event.subtype) {
  case caf_clock::actor_msg_type: {
    const auto& delayed = static_cast<const caf_clock::actor_msg&>(event);
    return described(*delayed.receiver->get()) + ": " + described(delayed.content->copy_content_to_message());
  }
  case caf_clock::request_timeout_type:
    return described(*static_cast<const caf_clock::request_timeout&>(event).self->get()) +
           ": a request timed out";
  case caf_clock::ordinary_timeout_type:
    return described(*static_cast<const caf_clock::ordinary_timeout&>(event).self->get()) +
           ": nothing was received in time";
  default: return "a timeout";
  }
}

} // namespace

/// One that may fire now: the next of a wire, or of CAF's clock where there is no wire.
struct world::due_timer {
  std::chrono::nanoseconds at;
  std::shared_ptr<fake_wire> wire;
};

world::world() : settings_(std::make_shared<actors::connection_settings>()) {
  config_.set("scheduler.policy", caf::atom("testing"));
  system_ = std::make_unique<caf::actor_system>(config_);
  system_->await_actors_before_shutdown(false);
  until_ = now();
}

world::world(course& followed) : world() { course_ = &followed; }

world::~world() {
  end();
  for (; !kept_.empty(); kept_.pop_back())
    drop_what_is_left();
  drop_what_is_left();
  for (auto& wire : wires_)
    if (auto live = wire.lock())
      live->when_broken = {};
}

void world::end() noexcept {
  course_ = nullptr;
  last_ = {};
  settings_->hooks = nullptr;
  run_connections();
  for (auto& wire : wires_)
    if (auto live = wire.lock())
      live->peer_closes({proto::close_code::abnormal});
  run_connections();
  for (auto* handle : {&settings_->supervisor, &settings_->executor, &settings_->gatekeeper, &hub_})
    end(std::exchange(*handle, {}));
  for (; !hosted_.empty(); hosted_.pop_back())
    end(caf::actor_cast<caf::actor>(hosted_.back()));
  drop_what_is_left();
}

void world::end(caf::actor who) noexcept {
  if (!who)
    return;
  kill(who);
  auto& jobs = scheduler().jobs;
  const auto* wanted = dynamic_cast<caf::resumable*>(caf::actor_cast<caf::abstract_actor*>(who));
  who = {};
  auto found = std::find(jobs.begin(), jobs.end(), wanted);
  if (found != jobs.end())
    run_next(static_cast<std::size_t>(found - jobs.begin()));
}

/// What has been told to end ends; what was never run does not begin.
void world::run_next(std::size_t which) {
  auto& jobs = scheduler().jobs;
  auto chosen = jobs.begin() + static_cast<std::ptrdiff_t>(which);
  std::rotate(jobs.begin(), chosen, chosen + 1);
  auto* actor = dynamic_cast<caf::scheduled_actor*>(jobs.front());
  if (actor == nullptr || actor->getf(caf::abstract_actor::is_initialized_flag)) {
    scheduler().try_run_once();
    return;
  }
  const caf::intrusive_ptr<caf::resumable> job(jobs.front(), false);
  jobs.pop_front();
  actor->cleanup(caf::exit_reason::kill, system_->dummy_execution_unit());
}

/// And supervisors, which answer who waits for their end. What they tell the host's actors these do not hear.
void world::run_connections() {
  auto& jobs = scheduler().jobs;
  for (std::size_t steps = 0; steps < last_steps; ++steps) {
    auto found = std::find_if(jobs.begin(), jobs.end(), [](auto* job) {
      return dynamic_cast<actors::connection*>(job) != nullptr ||
             dynamic_cast<actors::supervisor*>(job) != nullptr;
    });
    if (found == jobs.end())
      return;
    std::rotate(jobs.begin(), found, found + 1);
    scheduler().try_run_once();
  }
}

/// Of actors that nobody ended: they end before they hear another message.
void world::drop_what_is_left() {
  auto& jobs = scheduler().jobs;
  for (auto& [at, event] : scheduler().clock().schedule())
    if (event->subtype == caf_clock::actor_msg_type)
      kill(caf::actor_cast<caf::actor>(static_cast<caf_clock::actor_msg&>(*event).receiver));
  scheduler().clock().cancel_all();
  for (std::size_t steps = 0; steps < last_steps && !jobs.empty(); ++steps) {
    if (auto* restless = dynamic_cast<caf::scheduled_actor*>(jobs.front()))
      kill(caf::actor_cast<caf::actor>(restless));
    run_next(0);
  }
  for (; !jobs.empty(); jobs.pop_front())
    caf::intrusive_ptr_release(jobs.front());
}

// The host's part

void world::serves(actors::served_schema schema) {
  uses_executor(spawn<actors::schema_executor>(
      std::make_shared<const actors::served_schema>(std::move(schema)), hub(), "here"));
}

void world::serves(actors::served_schema schema, const actors::topics& heard) {
  uses_executor(spawn<actors::schema_executor>(
      std::make_shared<const actors::served_schema>(std::move(schema)), heard.hub(), heard.node()));
}

void world::serves(std::string_view sdl, const proto::graphql::resolvers& resolvers,
                   actors::sources sources) {
  auto built = proto::graphql::build_schema(sdl, resolvers);
  if (auto* errors = std::get_if<proto::graphql::errors>(&built))
    throw std::invalid_argument(proto::graphql::to_text(*errors));
  actors::served_schema served;
  served.schema = std::get<proto::graphql::shared_schema>(std::move(built));
  served.sources = std::move(sources);
  actors::check(served);
  serves(std::move(served));
}

const caf::actor& world::hub() {
  if (!hub_)
    hub_ = system_->spawn<actors::topic_hub>(topics_);
  return hub_;
}

void world::publish(std::string topic, proto::json::value payload) {
  meanwhile();
  note("publishes to " + topic + ' ' + proto::json::to_text(payload));
  caf::anon_send(hub(), actors::publish{events_.make(std::move(topic), std::move(payload))});
}

// Clients

client world::knock(std::optional<proto::dialect> dialect) {
  actors::connection_facts facts;
  facts.target = "/graphql";
  facts.dialect = dialect;
  return knock(std::move(facts));
}

client world::knock(actors::connection_facts facts) {
  meanwhile();
  auto wire = make_wire();
  wire->dialect = facts.dialect.value_or(wire->dialect);
  if (facts.peer.empty())
    facts.peer = "127.0.0.1:" + std::to_string(wires_made_);
  last_ = system_->spawn<actors::connection>(
      wire, std::make_shared<const actors::connection_facts>(std::move(facts)), settings_);
  wire->attach(last_);
  note(wire->peer_name + " knocks");
  return {*this, std::move(wire)};
}

std::shared_ptr<fake_wire> world::make_wire() {
  auto wire = std::make_shared<fake_wire>([this] { return now(); });
  wire->options = settings_->options;
  wire->peer_name = "client " + std::to_string(++wires_made_);
  watch(wire);
  return wire;
}

void world::watch(const std::shared_ptr<fake_wire>& wire) {
  std::erase_if(wires_, [](auto& old) { return old.expired(); });
  wires_.push_back(wire);
  wire->when_broken = [this, name = wire->peer_name](const std::string& how) {
    if (!broken_)
      broken_ = "the connection of " + name + ' ' + how;
  };
}

client world::connect(std::optional<proto::dialect> dialect) {
  auto fresh = knock(dialect);
  fresh.accepted();
  if (course_ == nullptr)
    settle();
  return fresh;
}

client world::greet(std::optional<proto::dialect> dialect, std::string_view payload) {
  auto fresh = connect(dialect);
  fresh.inits(payload);
  const auto ack = fresh.hears_all();
  if (ack.empty() || ack.front().find("connection_ack") == std::string::npos)
    throw failure(
        "a client was to be greeted, and got no connection_ack but " +
        (fresh.sees_close() ? "a close with " + std::to_string(fresh.sees_close_code()) : "nothing"));
  return fresh;
}

// Turns and time

void world::settle() {
  while (step()) {
  }
  catch_up();
}

void world::catch_up() {
  auto& clock = scheduler().clock();
  clock.current_time = std::max(clock.current_time, caf_time(until_));
}

bool world::step() {
  auto& jobs = scheduler().jobs;
  if (course_ == nullptr && !jobs.empty()) {
    take(0, {});
    return true;
  }
  auto timers = due_timers();
  auto possible = jobs.size() + timers.size();
  if (possible == 0)
    return false;
  take(course_ != nullptr ? course_->choose(possible) : 0, timers);
  return true;
}

void world::meanwhile() {
  if (course_ == nullptr || in_step_)
    return;
  for (;;) {
    auto timers = due_timers();
    auto chosen = course_->choose(1 + scheduler().jobs.size() + timers.size(), true);
    if (chosen == 0)
      return catch_up();
    take(chosen - 1, timers);
  }
}

std::vector<world::due_timer> world::due_timers() {
  std::vector<due_timer> due;
  const auto& schedule = scheduler().clock().schedule();
  if (!schedule.empty() && schedule.begin()->first.time_since_epoch() <= until_)
    due.push_back({schedule.begin()->first.time_since_epoch(), nullptr});
  for (auto& wire : wires_)
    if (auto live = wire.lock())
      if (auto at = live->next_due(); at && *at <= until_)
        due.push_back({*at, live});
  std::stable_sort(due.begin(), due.end(), [](auto& one, auto& other) { return one.at < other.at; });
  return due;
}

void world::take(std::size_t which, const std::vector<due_timer>& timers) {
  if (course_ != nullptr)
    course_->count_step();
  in_step_ = true;
  auto jobs = scheduler().jobs.size();
  if (which < jobs) {
    run_job(which);
  } else {
    note_timer(timers[which - jobs], which != 0);
    fire(timers[which - jobs]);
  }
  in_step_ = false;
}

void world::run_job(std::size_t which) {
  auto& jobs = scheduler().jobs;
  note_job(which);
  auto chosen = jobs.begin() + static_cast<std::ptrdiff_t>(which);
  std::rotate(jobs.begin(), chosen, chosen + 1);
  scheduler().try_run_once();
}

void world::fire(const due_timer& timer) {
  auto& clock = scheduler().clock();
  clock.current_time = std::max(clock.current_time, caf_time(timer.at));
  if (timer.wire)
    timer.wire->fire_next();
  else
    clock.trigger_timeout();
}

void world::note_job(std::size_t which) {
  if (course_ == nullptr || !course_->is_watched())
    return;
  auto* who = dynamic_cast<caf::scheduled_actor*>(scheduler().jobs[which]);
  if (who == nullptr)
    return course_->note({"somebody runs", true, which != 0});
  auto& mailbox = who->mailbox();
  auto* next = mailbox.closed() || mailbox.blocked() ? nullptr : mailbox.peek();
  auto what = next != nullptr ? " hears " + described(next->copy_content_to_message()) : " starts";
  course_->note({described(*who) + what, true, which != 0});
}

void world::note_timer(const due_timer& timer, bool chosen) {
  if (course_ == nullptr || !course_->is_watched())
    return;
  auto text =
      timer.wire ? timer_text(*timer.wire) : timer_text(*scheduler().clock().schedule().begin()->second);
  course_->note({"at " + described(timer.at - first_instant) + " the timer of " + text, true, chosen});
}

void world::note(std::string_view what) { note(what, false); }

void world::note(std::string_view what, bool chosen) {
  if (course_ != nullptr && course_->is_watched())
    course_->note({std::string(what), false, chosen});
}

void world::advance(std::chrono::nanoseconds by) {
  if (course_ == nullptr)
    settle();
  else
    meanwhile();
  note("time moves on by " + described(by));
  until_ = std::max(until_, now()) + by;
  if (course_ == nullptr)
    settle();
}

std::chrono::nanoseconds world::now() { return scheduler().clock().now().time_since_epoch(); }

void world::in_any_order(std::vector<std::function<void()>> acts) {
  std::vector<std::size_t> numbers(acts.size());
  std::iota(numbers.begin(), numbers.end(), std::size_t{1});
  while (!acts.empty()) {
    meanwhile();
    auto chosen = course_ != nullptr ? course_->choose(acts.size()) : 0;
    note("act " + std::to_string(numbers[chosen]), chosen != 0);
    auto act = std::move(acts[chosen]);
    numbers.erase(numbers.begin() + static_cast<std::ptrdiff_t>(chosen));
    acts.erase(acts.begin() + static_cast<std::ptrdiff_t>(chosen));
    act();
  }
}

// Expectations

void world::expects(bool condition, std::string_view what, place at) {
  if (condition)
    return;
  auto text = to_text(at) + "expected that " + std::string(what);
  if (!in_step_)
    throw failure(text);
  if (!broken_)
    broken_ = std::move(text); // what an actor throws ends that actor, and no more
}

void world::check() {
  if (broken_)
    throw failure(*std::exchange(broken_, std::nullopt));
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
