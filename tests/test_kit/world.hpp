/// A world without threads, sockets or a clock: connections, clients that say and hear text, virtual time.
#pragma once

#include "actors/connection_settings.hpp"
#include "actors/gatekeeper.hpp"
#include "actors/served_schema.hpp"
#include "actors/topic_hub.hpp"
#include "actors/topics.hpp"
#include "proto/json.hpp"
#include "tests/test_kit/client.hpp"
#include "tests/test_kit/failure.hpp"
#include "tests/test_kit/fake_wire.hpp"

#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/local_actor.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace caf::scheduler {
class test_coordinator;
}

namespace mitos::test_kit {

class course;

/// CAF with its deterministic scheduler. Nothing runs but by `settle`, `step` and `advance`, and by whatever
/// settles the world before it answers. It ends its actors when it ends.
///
/// What actors, resolvers and hooks refer to must be made before the world, or be the world's (`make`,
/// `keep`): what a test makes after the world is gone before the world's actors are.
class world {
public:
  world();
  /// One of many runs (explore.hpp): what comes next is decided by `followed`, which outlives it.
  explicit world(course& followed);
  world(const world&) = delete;
  world& operator=(const world&) = delete;
  ~world();

  /// Actors that it spawns are in this world too. Those that would never end by themselves belong to `spawn`.
  caf::actor_system& system() { return *system_; }
  /// What connections made from here on share; change it before `connect`.
  actors::connection_settings& settings() { return *settings_; }
  /// The same, for actors of a test that share them.
  std::shared_ptr<actors::connection_settings> shared_settings() { return settings_; }
  /// What its connections count.
  actors::metrics& count() { return *settings_->metrics; }

  // The host's part.

  /// An object of the host's, which lives until the world's actors have ended; the last made goes first.
  template <class T, class... Ts>
  T& make(Ts&&... with) {
    return *keep(std::make_shared<T>(std::forward<Ts>(with)...));
  }
  /// The same of one that the host shares.
  template <class T>
  std::shared_ptr<T> keep(std::shared_ptr<T> object) {
    kept_.push_back(object);
    return object;
  }
  /// An event-based actor of the host's, which ends with the world: after the connections, and before those
  /// that were spawned earlier.
  template <class Actor, class... Ts>
  auto spawn(Ts&&... with) {
    return adopt(system_->spawn<Actor>(std::forward<Ts>(with)...));
  }
  /// The same of a function that returns a behaviour.
  template <class F, class... Ts>
  auto spawn(F function, Ts&&... with) requires(!std::is_base_of_v<caf::local_actor, F>) {
    if constexpr (sizeof...(Ts) == 0 && std::is_invocable_v<F, caf::event_based_actor*>) {
      // With no argument at all CAF 0.17 makes a reference to null, which UBSan reports.
      auto started = [function = std::move(function)](caf::event_based_actor* self, int) {
        return function(self);
      };
      return adopt(system_->spawn(std::move(started), 0));
    } else {
      return adopt(system_->spawn(std::move(function), std::forward<Ts>(with)...));
    }
  }
  /// An actor that was spawned in another way ends with the world like those.
  template <class Handle>
  Handle adopt(Handle spawned) {
    hosted_.push_back(caf::actor_cast<caf::strong_actor_ptr>(spawned));
    return spawned;
  }
  /// Connections ask it for admission.
  void uses_gatekeeper(caf::actor gatekeeper) { settings_->gatekeeper = std::move(gatekeeper); }
  /// Connections tell these of what goes on.
  void uses_hooks(actors::hooks hooks) {
    settings_->hooks = std::make_shared<const actors::hooks>(std::move(hooks));
  }
  /// Connections have it run their operations.
  void uses_executor(caf::actor executor) { settings_->executor = std::move(executor); }
  /// Connections are served from this schema.
  void serves(actors::served_schema schema);
  /// The same with the host's own topics instead of the world's.
  void serves(actors::served_schema schema, const actors::topics& heard);
  /// The same of SDL, and what it needs. Throws std::invalid_argument that says what is wrong with it.
  void serves(std::string_view sdl, const proto::graphql::resolvers& resolvers = {},
              actors::sources sources = {});
  /// Who was told to serve a schema joins topics here.
  const caf::actor& hub();
  /// Topics that somebody has joined.
  std::int64_t topics() const { return topics_->value(); }
  /// An event of the topic; nobody hears it yet.
  void publish(std::string topic, proto::json::value payload);

  // Clients.

  /// A connection whose upgrade is not answered yet: `client::accepted` does that.
  client knock(std::optional<proto::dialect> dialect = proto::dialect::graphql_transport_ws);
  /// The same with what the gatekeeper is to know of it.
  client knock(actors::connection_facts facts);
  /// An accepted one.
  client connect(std::optional<proto::dialect> dialect = proto::dialect::graphql_transport_ws);
  /// An acknowledged one; `payload` is what its connection_init carries, the JSON of an object. Throws
  /// `failure` where no connection_ack comes at once.
  client greet(std::optional<proto::dialect> dialect = proto::dialect::graphql_transport_ws,
               std::string_view payload = {});

  /// The handle of the connection made last, also when its wire has let go of it.
  const caf::actor& last_connection() const { return last_; }

  /// A wire for an actor of the test's own to be attached to; its timers are the world's.
  std::shared_ptr<fake_wire> make_wire();
  /// The timers of a wire that a test made itself take part in the world's time.
  void watch(const std::shared_ptr<fake_wire>& wire);

  // Turns and time.

  /// Delivers messages, and fires what is due, until nothing is left.
  void settle();
  /// Does one thing; false if there is none.
  bool step();
  /// Moves time. Timers that fall due fire in their order, each when the world has settled. In an explored
  /// world they take turns with the messages that wait, and the time is theirs until the test goes on.
  void advance(std::chrono::nanoseconds by);
  /// The virtual time.
  std::chrono::nanoseconds now();
  /// What may come before the next act of the test: nothing, unless the world is explored. Clients, stubs
  /// and the world call it in all that they do; so does a test that sends messages itself.
  void meanwhile();
  /// Does each of these once: in this order, or in an explored world in any, with steps in between.
  void in_any_order(std::vector<std::function<void()>> acts);
  /// Notes in the report of a run what the test does.
  void note(std::string_view what);

  // Expectations.

  /// Throws `failure` that says `what` was expected, unless it holds. Called by an actor it throws nothing,
  /// and fails whoever next expects something of a client, or `check`, or the run.
  void expects(bool condition, std::string_view what, place at = place::here());
  /// Throws `failure` if what an actor expected, or a wire was promised, did not hold.
  void check();

  /// Actors that have not ended, of any kind.
  std::size_t actors_alive();
  /// Timers that are not due yet: of CAF's clock, and of wires.
  std::size_t timers_armed();

  /// Ends an actor, which hears nothing more; nobody else runs.
  void end(caf::actor who) noexcept;
  /// Ends all actors. Connections still hear what waits for them, and that their wires have gone; the host's
  /// actors and hooks are told nothing more, since what they refer to may have gone. The destructor does it,
  /// and `explore` when a scenario has returned.
  void end() noexcept;

private:
  struct due_timer;

  caf::scheduler::test_coordinator& scheduler();
  std::vector<due_timer> due_timers();
  void take(std::size_t which, const std::vector<due_timer>& timers);
  void run_job(std::size_t which);
  void fire(const due_timer& timer);
  void note(std::string_view what, bool chosen);
  void note_job(std::size_t which);
  void note_timer(const due_timer& timer, bool chosen);
  void catch_up();
  void run_connections();
  void run_next(std::size_t which);
  void drop_what_is_left();

  course* course_ = nullptr; ///< of an explored world
  caf::actor_system_config config_;
  std::unique_ptr<caf::actor_system> system_;
  std::shared_ptr<actors::connection_settings> settings_;
  std::vector<std::weak_ptr<fake_wire>> wires_;
  std::size_t wires_made_ = 0;
  std::vector<caf::strong_actor_ptr> hosted_;
  std::vector<std::shared_ptr<void>> kept_;
  std::shared_ptr<actors::metric> topics_ = std::make_shared<actors::metric>();
  actors::event_maker events_{"here"};
  caf::actor hub_;
  caf::actor last_;
  std::chrono::nanoseconds until_; ///< the test's own time, which the clock catches up with
  std::optional<std::string> broken_;
  bool in_step_ = false;
};

} // namespace mitos::test_kit
