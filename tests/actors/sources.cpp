// Sources of a host: streams that it pushes from any thread, actors, and events whose resolvers wait.
#include "actors/ask.hpp"
#include "tests/actors/hosted.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/scoped_actor.hpp>

#include <deque>
#include <stdexcept>
#include <thread>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;
using actors::answer;
using actors::event_stream;
using proto::graphql::field_call;
namespace json = proto::json;
using texts = std::vector<std::string>;

namespace {

const std::string sdl =
    "type Query { a: Int } type Subscription { ticks: Int slow: Thing } type Thing { n: Int late: Int }";

std::string tick(const std::string& id, long long n) {
  return next(id, R"({"data":{"ticks":)" + std::to_string(n) + "}}");
}

std::string failed(const std::string& id, const std::string& why) {
  return message("error", id, R"([{"message":")" + why + R"("}])");
}

/// A stream that the test pushes.
struct pushed {
  std::optional<event_stream> stream;
  int asked = 0;
  int cancelled = 0;
  hosted h{sdl, {}, {{"ticks", [this](const auto&) {
                        return actors::stream_source{[this](event_stream to) {
                          stream = std::move(to);
                          stream->when_asked([this] { ++asked; });
                          stream->when_cancelled([this] { ++cancelled; });
                        }};
                      }}}};
  client c = h.w.greet();

  pushed() {
    c.says(subscribe("1", "subscription { ticks }"));
    h.w.settle();
    REQUIRE(stream);
  }
};

} // namespace

TEST_CASE("a host pushes events from any thread, and completes") {
  pushed p;
  CHECK(p.asked == 1);
  CHECK(p.stream->demand() == 32);
  std::thread([&] {
    CHECK(p.stream->push(json::value::of(1)));
    CHECK(p.stream->push(json::value::of(2)));
    p.stream->complete();
    CHECK(!p.stream->push(json::value::of(3)));
  }).join();
  CHECK(p.c.hears_all() == texts{tick("1", 1), tick("1", 2), complete("1")});
  CHECK(p.stream->is_over());
  CHECK(p.cancelled == 0);
  CHECK(p.h.w.count().operations.value() == 0);
}

TEST_CASE("P27: a host's stream that fails is one error") {
  pushed p;
  p.stream->push(json::value::of(1));
  p.stream->fail(proto::graphql::error{"broken", {}, {}, {}});
  p.stream->complete();
  CHECK(p.c.hears_all() == texts{tick("1", 1), failed("1", "broken")});
}

TEST_CASE("a stream lives as long as one of its copies") {
  pushed p;
  const auto copy = *p.stream;
  p.stream.reset();
  CHECK(p.c.hears_all().empty());
  p.stream = copy;
  p.stream->push(json::value::of(1));
  CHECK(p.c.hears_all() == texts{tick("1", 1)});
}

TEST_CASE("P27: when the last copy of a stream goes, the client gets one error") {
  pushed p;
  p.stream.reset();
  CHECK(p.c.hears_all() == texts{failed("1", "The source of events was dropped.")});
  CHECK(p.h.w.count().operations.value() == 0);
}

TEST_CASE("a stream takes no more than was asked for, and asks again when events were written") {
  pushed p;
  std::size_t taken = 0;
  while (p.stream->push(json::value::of(7)))
    ++taken;
  CHECK(taken == 32);
  CHECK(p.asked == 1);
  CHECK(p.c.hears_all().size() == 32);
  CHECK(p.asked > 1);
  CHECK(p.stream->demand() > 0);
  CHECK(p.stream->demand() <= 32);
}

TEST_CASE("a client that does not read stops a stream") {
  pushed p;
  p.c.stalls();
  std::size_t taken = 0;
  for (int i = 0; i < 1000; ++i) {
    taken += p.stream->push(json::value::of(7)) ? 1 : 0;
    p.h.w.settle();
  }
  CHECK(taken < 1000);
  CHECK(!p.c.sees_close());
  p.c.reads_on();
  p.h.w.settle();
  CHECK(p.stream->push(json::value::of(8)));
}

TEST_CASE("P28: a client that completes or goes cancels the stream, once") {
  pushed p;
  if (GENERATE(true, false))
    p.c.says(complete("1"));
  else
    p.c.vanishes();
  p.h.w.settle();
  CHECK(p.cancelled == 1);
  CHECK(p.stream->is_over());
  CHECK(!p.stream->push(json::value::of(1)));
  p.stream->complete();
  CHECK(p.c.hears_all().empty());
  int told = 0;
  p.stream->when_cancelled([&] { ++told; });
  CHECK(told == 1);
  CHECK(p.cancelled == 1);
}

TEST_CASE("a stream that holds itself in its callbacks is let go of at its end") {
  auto held = std::make_shared<int>(0);
  hosted h(sdl, {}, {{"ticks", [held](const auto&) {
                        return actors::stream_source{[held](event_stream to) {
                          to.when_asked([to, held]() mutable {
                            if (!to.push(json::value::of(++*held)) || *held == 3)
                              to.complete();
                          });
                          to.when_cancelled([to, held] {});
                        }};
                      }}});
  auto c = h.w.greet();
  const auto before = held.use_count();
  c.says(subscribe("1", "subscription { ticks }"));
  CHECK(c.hears_all() == texts{tick("1", 1)});
  CHECK(held.use_count() > before);
  c.says(complete("1"));
  h.w.settle();
  CHECK(held.use_count() == before);
}

TEST_CASE("P27: a source that fails to start is one error") {
  hosted h(sdl, {},
           {{"ticks", [](const auto&) {
               return actors::stream_source{[](const event_stream&) { throw std::runtime_error("x"); }};
             }}});
  auto c = h.w.greet();
  c.says(subscribe("1", "subscription { ticks }"));
  CHECK(c.hears_all() == texts{failed("1", "Internal server error")});
}

// Actors

namespace {

/// A source that does what the test says.
class spring : public caf::event_based_actor {
public:
  struct state {
    std::vector<actors::start_events> started;
    std::vector<caf::actor> askers;
    std::size_t demand = 0;
    std::vector<actors::stream_number> cancelled;
  };

  spring(caf::actor_config& config, std::shared_ptr<state> s)
      : event_based_actor(config),
        state_(std::move(s)) {}

  caf::behavior make_behavior() override {
    return {
        [this](const actors::start_events& order) {
          state_->started.push_back(order);
          state_->askers.push_back(caf::actor_cast<caf::actor>(current_sender()));
        },
        [this](const actors::events_demand& order) { state_->demand += order.events; },
        [this](const actors::cancel_events& order) { state_->cancelled.push_back(order.number); },
    };
  }
  void on_exit() override { state_->askers.clear(); }

private:
  std::shared_ptr<state> state_;
};

class deaf : public caf::event_based_actor {
public:
  using event_based_actor::event_based_actor;
  caf::behavior make_behavior() override {
    return {[](int) {}};
  }
};

struct flowing {
  std::shared_ptr<spring::state> state = std::make_shared<spring::state>();
  caf::actor source;
  hosted h{sdl, {}, {{"ticks", [this](const auto&) { return actors::actor_source{source}; }}}};
  client c = h.w.greet();

  flowing() {
    source = h.w.spawn<spring>(state);
    c.says(subscribe("1", "subscription { ticks }"));
    h.w.settle();
    REQUIRE(state->started.size() == 1);
  }
  ~flowing() { state->askers.clear(); }

  template <class Message>
  void says(Message message) {
    caf::anon_send(state->askers.at(0), std::move(message));
    h.w.settle();
  }
  actors::stream_number number() const { return state->started.at(0).number; }
  void emits(long long n) { says(actors::event_emitted{number(), json::value::of(n)}); }
};

} // namespace

TEST_CASE("an actor is a source: it starts, emits and completes") {
  flowing f;
  CHECK(f.state->started[0].field == "ticks");
  CHECK(f.state->started[0].demand == 32);
  f.emits(1);
  f.emits(2);
  f.says(actors::events_completed{f.number()});
  f.emits(3);
  CHECK(f.c.hears_all() == texts{tick("1", 1), tick("1", 2), complete("1")});
  CHECK(f.state->cancelled.empty());
}

TEST_CASE("P27: an actor's failure is one error") {
  flowing f;
  f.says(actors::events_failed{f.number(), proto::graphql::error{"dry", {}, {}, {}}});
  CHECK(f.c.hears_all() == texts{failed("1", "dry")});
}

TEST_CASE("P27: the death of an actor is one error for each of its streams") {
  flowing f;
  f.c.says(subscribe("2", "subscription { ticks }"));
  f.emits(1);
  caf::anon_send_exit(f.source, caf::exit_reason::kill);
  f.h.w.settle();
  auto heard = f.c.hears_all();
  std::sort(heard.begin(), heard.end());
  texts expected{tick("1", 1), failed("1", "The source of events is gone."),
                 failed("2", "The source of events is gone.")};
  std::sort(expected.begin(), expected.end());
  CHECK(heard == expected);
  CHECK(f.h.w.count().operations.value() == 0);
}

TEST_CASE("P28: a client that completes cancels an actor's stream, and its death is nobody's then") {
  flowing f;
  f.c.says(complete("1"));
  f.h.w.settle();
  CHECK(f.state->cancelled == std::vector<actors::stream_number>{f.number()});
  f.emits(1);
  caf::anon_send_exit(f.source, caf::exit_reason::kill);
  CHECK(f.c.hears_all().empty());
}

TEST_CASE("an actor is asked for more as its events are written") {
  flowing f;
  for (int i = 0; i < 32; ++i)
    f.emits(i);
  f.c.hears_all();
  f.h.w.settle();
  CHECK(f.state->demand > 0);
}

TEST_CASE("P27: an actor that sends more than it was asked for is cancelled") {
  flowing f;
  f.c.stalls();
  for (int i = 0; i < 1000; ++i)
    caf::anon_send(f.state->askers.at(0), actors::event_emitted{f.number(), json::value::of(1)});
  f.h.w.settle();
  CHECK(f.state->cancelled.size() == 1);
  f.c.reads_on();
  const auto heard = f.c.hears_all();
  REQUIRE(heard.size() >= 33);
  CHECK(heard.size() < 1000);
  CHECK(heard.back() == failed("1", "The source sent more events than were asked for."));
}

TEST_CASE("P27: an actor that is no source, or dead, is one error") {
  caf::actor whom;
  hosted h(sdl, {}, {{"ticks", [&](const auto&) { return actors::actor_source{whom}; }}});
  whom = h.w.spawn<deaf>();
  auto c = h.w.greet();
  c.says(subscribe("1", "subscription { ticks }"));
  CHECK(c.hears_all() == texts{failed("1", "The source of events refused.")});
  caf::anon_send_exit(whom, caf::exit_reason::kill);
  h.w.settle();
  c.says(subscribe("2", "subscription { ticks }"));
  auto heard = c.hears_all();
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].find(R"({"id":"2","type":"error")") == 0);
  whom = {};
  c.says(subscribe("3", "subscription { ticks }"));
  CHECK(c.hears_all() == texts{failed("3", "Internal server error")});
}

// Events whose resolvers wait

namespace {

struct waiting_events {
  std::deque<answer> owed;
  std::optional<event_stream> stream;
  hosted h{sdl,
           {{"Thing.late",
             actors::later([this](const field_call&, answer one) { owed.push_back(std::move(one)); })}},
           {{"slow", [this](const auto& call) -> actors::source {
               if (by_topic)
                 return actors::topic_source{"t", false, true};
               static_cast<void>(call);
               return actors::stream_source{[this](event_stream to) { stream = std::move(to); }};
             }}}};
  bool by_topic = false;
  client c = h.w.greet();

  void publishes(long long n) {
    json::object event;
    event.set("n", json::value::of(n));
    auto made = std::make_shared<const actors::topic_event>(actors::topic_event{"t", event});
    caf::anon_send(h.w.hub(), actors::publish{made});
    h.w.settle();
  }
  void pushes(long long n) {
    json::object event;
    event.set("n", json::value::of(n));
    CHECK(stream->push(event));
    h.w.settle();
  }
  void answers(long long n) {
    REQUIRE(!owed.empty());
    owed.front().give(json::value::of(n));
    owed.pop_front();
    h.w.settle();
  }
  static std::string heard(const std::string& id, long long n, long long late) {
    return next(id, R"({"data":{"slow":{"n":)" + std::to_string(n) + R"(,"late":)" + std::to_string(late) +
                        "}}}");
  }
};

const std::string slow = "subscription { slow { n late } }";

} // namespace

TEST_CASE("an event waits for the one before it, and the end for all of them") {
  waiting_events e;
  e.c.says(subscribe("1", slow));
  e.h.w.settle();
  e.pushes(1);
  e.pushes(2);
  e.stream->complete();
  CHECK(e.c.hears_all().empty());
  CHECK(e.owed.size() == 1);
  e.answers(10);
  CHECK(e.c.hears_all() == texts{e.heard("1", 1, 10)});
  e.answers(20);
  CHECK(e.c.hears_all() == texts{e.heard("1", 2, 20), complete("1")});
}

TEST_CASE("P28: a client that completes cancels the event that waits") {
  waiting_events e;
  e.by_topic = GENERATE(true, false);
  e.c.says(subscribe("1", slow));
  e.h.w.settle();
  if (e.by_topic)
    e.publishes(1);
  else
    e.pushes(1);
  REQUIRE(e.owed.size() == 1);
  e.c.says(complete("1"));
  e.h.w.settle();
  CHECK(!e.owed[0].is_wanted());
  e.answers(1);
  CHECK(e.c.hears_all().empty());
  CHECK(e.h.w.topics() == 0);
}

TEST_CASE("an event of a topic waits once for all, and goes to those who were there") {
  waiting_events e;
  e.by_topic = true;
  e.c.says(subscribe("1", slow));
  e.c.says(subscribe("2", slow));
  e.h.w.settle();
  e.publishes(1);
  CHECK(e.owed.size() == 1);
  e.c.says(subscribe("3", slow));
  e.h.w.settle();
  e.publishes(2);
  CHECK(e.owed.size() == 1);
  e.c.says(complete("1"));
  e.h.w.settle();
  e.answers(10);
  CHECK(e.c.hears_all() == texts{e.heard("2", 1, 10)});
  e.answers(20);
  auto both = e.c.hears_all();
  std::sort(both.begin(), both.end());
  CHECK(both == texts{e.heard("2", 2, 20), e.heard("3", 2, 20)});
}

TEST_CASE("events of a topic that come faster than they are resolved fail who hears them") {
  waiting_events e;
  e.by_topic = true;
  e.c.says(subscribe("1", slow));
  e.h.w.settle();
  for (int i = 0; i < 257; ++i)
    e.publishes(i);
  CHECK(e.c.hears_all().empty());
  e.publishes(257);
  CHECK(e.c.hears_all() == texts{failed("1", "The events come faster than they are resolved.")});
  CHECK(!e.owed.front().is_wanted());
  CHECK(e.h.w.topics() == 0);
  e.owed.clear();
}

TEST_CASE("a topic's events are executed for each session where its source says so") {
  int calls = 0;
  bool apart = GENERATE(true, false);
  std::vector<const void*> sessions;
  hosted h(sdl,
           {{"Subscription.ticks",
             [&](const field_call& call) -> proto::graphql::resolved {
               ++calls;
               sessions.push_back(actors::context_of(call).session.get());
               return json::value::of(1);
             }}},
           {{"ticks", [&](const actors::source_call&) {
               return actors::topic_source{"t", apart, true};
             }}});
  caf::scoped_actor self(h.w.system());
  const std::vector<std::shared_ptr<const int>> given{std::make_shared<const int>(1),
                                                      std::make_shared<const int>(2)};
  auto request = std::make_shared<proto::request>();
  request->query = "subscription { ticks }";
  for (std::uint64_t i = 0; i < 4; ++i)
    self->send(h.w.settings().executor, actors::start_operation{i + 1, request, given[i % 2], 32});
  h.w.settle();
  caf::anon_send(h.w.hub(),
                 actors::publish{std::make_shared<const actors::topic_event>(actors::topic_event{"t", {}})});
  h.w.settle();
  CHECK(calls == (apart ? 2 : 1));
  for (const void* session : sessions)
    CHECK((session != nullptr) == apart);
}

TEST_CASE("a source is chosen by arguments and session") {
  std::vector<const void*> sessions;
  hosted h(sdl, {}, {{"ticks", [&](const actors::source_call& call) {
                        sessions.push_back(call.session.get());
                        return actors::topic_source{"t"};
                      }}});
  caf::scoped_actor self(h.w.system());
  auto session = std::make_shared<const int>(1);
  auto request = std::make_shared<proto::request>();
  request->query = "subscription { ticks }";
  self->send(h.w.settings().executor, actors::start_operation{1, request, session, 32});
  h.w.settle();
  CHECK(sessions == std::vector<const void*>{session.get()});
}

// At start

TEST_CASE("a source of what is no subscription field is refused, and named") {
  actors::served_schema served;
  served.schema = std::get<proto::graphql::shared_schema>(proto::graphql::build_schema(sdl));
  served.sources["ticks"] = [](const auto&) { return actors::topic_source{"t"}; };
  CHECK_NOTHROW(actors::check(served));
  served.sources["tocks"] = served.sources["ticks"];
  CHECK_THROWS_WITH(actors::check(served), "No subscription field \"tocks\" in the schema for its source.");
  served.sources.erase("tocks");
  served.sources["slow"] = nullptr;
  CHECK_THROWS_WITH(actors::check(served), "The source of subscription field \"slow\" is empty.");
}

TEST_CASE("promise 7: what the functions of a stream throw ends neither its executor nor others") {
  std::vector<actors::event_stream> streams;
  hosted h(sdl, {}, {{"ticks", [&](const actors::source_call&) {
                        return actors::stream_source{[&](actors::event_stream to) {
                          const auto fault = [] { throw std::runtime_error("as the test asked"); };
                          to.when_cancelled(fault);
                          streams.push_back(to);
                        }};
                      }}});
  auto one = h.w.greet();
  auto other = h.w.greet();
  one.says(subscribe("1", "subscription { ticks }"));
  one.says(subscribe("2", "subscription { ticks }"));
  other.says(subscribe("1", "subscription { ticks }"));
  h.w.settle();
  REQUIRE(streams.size() == 3);
  one.says(complete("1"));
  one.vanishes();
  h.w.settle();
  CHECK(streams[2].push(json::value::of(5)));
  CHECK(other.hears() == next("1", R"({"data":{"ticks":5}})"));
}
