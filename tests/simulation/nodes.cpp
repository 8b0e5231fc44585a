#include "tests/simulation/nodes.hpp"

#include "tests/catch.hpp"

#include <caf/all.hpp>
#include <caf/scheduler/test_coordinator.hpp>

#include <algorithm>
#include <cstdlib>

namespace mitos::simulation {

namespace {

using namespace std::chrono_literals;

/// How much time passes while nothing can happen without it.
constexpr auto tick = 5ms;

caf::behavior note_taker(caf::event_based_actor* self, const caf::actor& hub,
                         const std::shared_ptr<std::vector<told>>& heard) {
  return {
      [self, hub](caf::join_atom, const std::string& topic) { self->send(hub, actors::join_topic{topic}); },
      [self, hub](caf::leave_atom, const std::string& topic) { self->send(hub, actors::leave_topic{topic}); },
      [heard](const actors::event_published& said) {
        const auto& payload = said.event->payload();
        heard->push_back(
            {payload.find("by")->text(), static_cast<std::uint64_t>(payload.find("n")->integer())});
      },
      [heard](const actors::gap_found& gap) {
        heard->push_back({gap.node, 0, true, gap.lost});
      },
  };
}

} // namespace

nodes::nodes(std::size_t count, std::uint32_t seed, change with) : random_(seed + 1), with_(std::move(with)) {
  config_.set("scheduler.policy", caf::atom("testing"));
  system_ = std::make_unique<caf::actor_system>(config_);
  system_->await_actors_before_shutdown(false);
  for (place n = 0; n < count; ++n)
    all_.push_back({std::string(1, static_cast<char>('a' + n))});
}

nodes::~nodes() {
  for (place n = 0; n < size(); ++n)
    if (all_[n].lives_now())
      kill(n);
  settle();
}

caf::scheduler::test_coordinator& nodes::scheduler() {
  return dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
}

std::chrono::nanoseconds nodes::now() { return scheduler().clock().now().time_since_epoch(); }

void nodes::start(place which, const std::vector<place>& seeds) {
  std::vector<address> at;
  for (const auto seed : seeds)
    at.push_back(address_of(seed));
  start_with(which, at);
}

void nodes::start_at(place which, const address& at, const std::vector<address>& seeds) {
  auto& one = all_.at(which);
  ++one.lives;
  one.published = 0;
  one.heard = std::make_shared<std::vector<told>>();
  one.view = std::make_shared<actors::cluster_view>();
  one.hub = system_->spawn<actors::topic_hub>(std::make_shared<actors::metric>(), one.name);
  actors::cluster_options options;
  options.node = one.name;
  options.at = at;
  options.seed = random_();
  options.id = proto::cluster::incarnation{random_(), random_()};
  options.seeds = seeds;
  if (with_)
    with_(options);
  const auto note = [&one](const std::string& line) { one.log.push_back(line); };
  one.cluster = system_->spawn<actors::cluster>(options, network_.wires(which), one.view, one.hub,
                                                actors::cluster_news{note, note});
  one.subscriber = system_->spawn(note_taker, one.hub, one.heard);
  network_.listen(which, options.at, one.cluster);
}

void nodes::start_all(bool all_are_seeds) {
  std::vector<place> seeds(all_are_seeds ? size() : 1);
  for (place n = 0; n < seeds.size(); ++n)
    seeds[n] = n;
  for (place n = 0; n < size(); ++n)
    start(n, seeds);
}

/// As a process dies: nobody is told anything by it.
void nodes::kill(place which) {
  auto& one = all_.at(which);
  network_.kill(which);
  for (auto* handle : {&one.cluster, &one.hub, &one.subscriber})
    caf::anon_send<caf::message_priority::high>(*handle,
                                                caf::exit_msg{handle->address(), caf::exit_reason::kill});
  for (auto* handle : {&one.cluster, &one.hub, &one.subscriber})
    *handle = {};
}

void nodes::leave(place which) {
  auto& one = all_.at(which);
  caf::anon_send(one.cluster, actors::leave_cluster{});
  one.cluster = {};
  run(100ms);
  for (auto* handle : {&one.hub, &one.subscriber})
    caf::anon_send_exit(std::exchange(*handle, {}), caf::exit_reason::user_shutdown);
}

void nodes::subscribe(place which, const std::string& topic) {
  caf::anon_send(all_.at(which).subscriber, caf::join_atom::value, topic);
}

void nodes::unsubscribe(place which, const std::string& topic) {
  caf::anon_send(all_.at(which).subscriber, caf::leave_atom::value, topic);
}

void nodes::publish(place which, const std::string& topic) {
  auto& one = all_.at(which);
  proto::json::object payload;
  payload.set("by", one.name + '.' + std::to_string(one.lives));
  payload.set("n", proto::json::value::of(++one.published));
  caf::anon_send(one.hub, actors::publish_payload{topic, std::move(payload)});
}

/// One message of one actor, which is chosen by chance among those that are not stopped.
bool nodes::run_one() {
  auto& jobs = scheduler().jobs;
  std::vector<std::size_t> able;
  for (std::size_t n = 0; n < jobs.size(); ++n) {
    const auto* job = jobs[n];
    const bool is_stopped = std::any_of(all_.begin(), all_.end(), [&](auto& one) {
      const auto at = static_cast<place>(&one - all_.data());
      return network_.is_stopped(at) && one.cluster &&
             (dynamic_cast<caf::abstract_actor*>(const_cast<caf::resumable*>(job)) ==
                  caf::actor_cast<caf::abstract_actor*>(one.cluster) ||
              dynamic_cast<caf::abstract_actor*>(const_cast<caf::resumable*>(job)) ==
                  caf::actor_cast<caf::abstract_actor*>(one.hub));
    });
    if (!is_stopped)
      able.push_back(n);
  }
  if (able.empty())
    return false;
  const auto chosen = jobs.begin() + static_cast<std::ptrdiff_t>(able[random_() % able.size()]);
  std::rotate(jobs.begin(), chosen, chosen + 1);
  return scheduler().try_run_once();
}

void nodes::settle() {
  while (run_one()) {
  }
}

void nodes::run(std::chrono::nanoseconds time) {
  for (const auto end = now() + time; now() < end; scheduler().advance_time(tick))
    for (bool busy = true; busy;) {
      const bool network_first = random_() % 2 == 0;
      busy = network_first ? network_.step(now()) || run_one() : run_one() || network_.step(now());
    }
}

std::chrono::nanoseconds nodes::until(const std::function<bool()>& holds, std::chrono::nanoseconds most) {
  const auto begin = now();
  while (!holds()) {
    if (now() - begin >= most) {
      std::string all;
      for (const auto& one : all_)
        for (const auto& line : one.log)
          all += one.name + ": " + line + '\n';
      INFO(all);
      FAIL("it does not hold in time");
    }
    run(tick);
  }
  return now() - begin;
}

bool nodes::is_full_mesh() {
  const auto living = std::count_if(all_.begin(), all_.end(), [](auto& one) { return one.lives_now(); });
  return std::all_of(all_.begin(), all_.end(), [living](auto& one) {
    const auto seen = one.lives_now() ? one.view->seen() : nullptr;
    return !seen || (seen->size() == static_cast<std::size_t>(living) &&
                     std::all_of(seen->begin(), seen->end(),
                                 [](auto& m) { return m.state == actors::member_state::up; }));
  });
}

void nodes::check_promises() {
  for (const auto& one : all_) {
    if (!one.heard)
      continue;
    std::map<std::string, std::uint64_t> last;
    std::map<std::string, bool> warned;
    for (const auto& said : *one.heard) {
      if (said.is_gap) {
        warned[said.publisher] = true;
        continue;
      }
      const auto node = said.publisher.substr(0, said.publisher.find('.'));
      auto& before = last[said.publisher];
      INFO(one.name << " heard " << said.publisher << '#' << said.number << " after #" << before);
      REQUIRE(said.number > before);
      if (before != 0 && said.number != before + 1)
        REQUIRE(warned[node]);
      warned[node] = false;
      before = said.number;
    }
  }
}

void with_seeds(std::uint32_t count, const std::function<void(std::uint32_t seed)>& f) {
  if (const char* one = std::getenv("MITOS_SEED"))
    return f(static_cast<std::uint32_t>(std::strtoul(one, nullptr, 10)));
  for (std::uint32_t seed = 0; seed < count; ++seed) {
    INFO("MITOS_SEED=" << seed << " replays it");
    f(seed);
  }
}

} // namespace mitos::simulation
