// What a host's tests get from the kit: expectations that explain themselves, and a world for its own actors.
#include "actors/answer.hpp"
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;
namespace json = proto::json;

namespace {

/// What `f` throws as a failure, without the place; fails the test if it throws none.
template <class F>
std::string told_by(F f) {
  try {
    f();
  } catch (const failure& thrown) {
    std::string text = thrown.what();
    auto place = text.find("kit.cpp:");
    CHECK(place != text.npos);
    return text.substr(text.find(": ", place) + 2);
  }
  FAIL("nothing failed");
  return {};
}

} // namespace

TEST_CASE("a client hears JSON, in whatever order its members are written") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.subscribes("1", "{ x }");
  executor.sends(0, R"({"data":{"a":[1,{"b":2,"c":null}],"d":"e"}})");
  c.hears(
      R"({ "type": "next", "id": "1", "payload": { "data": { "d": "\u0065", "a": [1, {"c": null, "b": 2}] } } })");
  c.hears_nothing();
}

TEST_CASE("what is heard instead is told, with what came before and after") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.subscribes("1", "{ x }");
  executor.sends(0, "1");
  executor.sends(0, "2");
  executor.completes(0);
  c.hears(next("1", "1"));
  CHECK(told_by([&] { c.hears(complete("1")); }) ==
        "client 1 expected to hear " + complete("1") + "\n  what came: " + next("1", "2") +
            "\n  after it:  " + complete("1") + "\n  the close: none\n  heard before: " + ack +
            "\n  heard before: " + next("1", "1"));
  c.hears(next("1", "2")); // it was not taken
  CHECK(told_by([&] { c.hears_nothing(); }).find("expected to hear nothing\n  what came: " + complete("1")) !=
        std::string::npos);
}

TEST_CASE("a close that explains why nothing was heard is told") {
  world w;
  auto c = w.connect();
  w.advance(3s);
  CHECK(told_by([&] { c.hears(ack); }) ==
        "client 1 expected to hear " + ack +
            "\n  what came: nothing\n  the close: 4408 \"Connection initialisation timeout\"");
  c.sees_close(4408);
  c.sees_close(4408, "Connection initialisation timeout");
  CHECK(told_by([&] { c.sees_close(4401); }).find("expected to see the close 4401\n") != std::string::npos);
  CHECK(told_by([&] { c.sees_close(4408, "Late"); }).find("to see the close 4408 \"Late\"\n") !=
        std::string::npos);
}

TEST_CASE("no close is no expected close") {
  world w;
  auto c = w.greet();
  CHECK(told_by([&] { c.sees_close(4408); }).find("the close: none") != std::string::npos);
}

TEST_CASE("an expectation that is no JSON is told as such") {
  world w;
  auto c = w.greet();
  CHECK(told_by([&] { c.hears("{"); }) == "what a client is expected to hear is no JSON: {");
}

TEST_CASE("a client speaks the words of its dialect, and quotes what it says") {
  world w;
  stub_gatekeeper keeper(w);
  stub_executor executor(w);
  for (auto dialect : {proto::dialect::graphql_transport_ws, proto::dialect::graphql_ws}) {
    auto before = executor.operations().size();
    auto c = w.connect(dialect);
    c.inits(R"({"token":"t"})");
    CHECK(keeper.question(keeper.asked() - 1).payload == R"({"token":"t"})");
    keeper.admits(keeper.asked() - 1);
    c.hears(ack);
    c.subscribes(R"(a"b)", "{ x(y: \"z\") }\n", R"({"v":1})");
    REQUIRE(executor.operations().size() == before + 1);
    CHECK(executor.operations()[before].order.request->query == "{ x(y: \"z\") }\n");
    CHECK(executor.operation("{ x(y: \"z\") }\n") == before);
    c.completes(R"(a"b)");
    CHECK(executor.operations()[before].cancelled);
  }
}

TEST_CASE("a stub that was not asked says what it was asked") {
  world w;
  stub_gatekeeper keeper(w);
  stub_executor executor(w);
  CHECK_THROWS_WITH(keeper.admits(0), "the gatekeeper was to answer question 0, but was asked only 0");
  auto c = w.connect();
  c.inits();
  keeper.admits(0); // which settles first
  c.hears(ack);
  c.subscribes("1", "{ x }");
  executor.completes(0);
  c.hears(complete("1"));
  CHECK_THROWS_WITH(executor.completes(1), "the executor was to answer operation 1, but only 1 were started");
  CHECK_THROWS_WITH(executor.operation("{ y }"),
                    "no operation was started with the query { y }\n  but these were:\n  { x }");
}

namespace {

/// Admits who says the word.
caf::behavior keeper_of(caf::event_based_actor*, const std::string& word) {
  return {[word](const actors::admission_asked& asked) -> caf::result<actors::admitted> {
            if (asked.payload != word)
              return caf::sec::runtime_error;
            return actors::admitted{nullptr, R"({"welcome":true})", {}};
          },
          [](const actors::departed&) {}};
}

struct mourner : caf::event_based_actor {
  mourner(caf::actor_config& config, std::vector<int>& ended, int number)
      : event_based_actor(config),
        ended_(ended),
        number_(number) {}
  caf::behavior make_behavior() override {
    return {[](int) {}};
  }
  void on_exit() override { ended_.push_back(number_); }
  std::vector<int>& ended_;
  int number_;
};

/// Completes what it is asked at once.
caf::behavior brief(caf::event_based_actor* self) {
  return {[self](const actors::start_operation& order) {
            self->send(caf::actor_cast<caf::actor>(self->current_sender()),
                       actors::operation_completed{order.number});
          },
          [](const actors::operation_demand&) {}};
}

} // namespace

TEST_CASE("a host's gatekeeper and executor join the world") {
  world w;
  w.uses_gatekeeper(w.spawn(keeper_of, std::string(R"({"word":"x"})")));
  w.uses_executor(w.spawn(brief));
  auto c = w.connect();
  c.inits(R"({"word":"x"})");
  c.hears(R"({"type":"connection_ack","payload":{"welcome":true}})");
  c.subscribes("1", "{ x }");
  c.hears(complete("1"));
  auto stranger = w.connect();
  stranger.inits();
  stranger.sees_close(4500);
}

TEST_CASE("a host's actors end with the world, the last first") {
  std::vector<int> ended;
  {
    world w;
    for (int i = 0; i < 3; ++i)
      w.spawn<mourner>(std::ref(ended), i);
    w.adopt(w.system().spawn<mourner>(std::ref(ended), 3));
    w.settle();
    CHECK(ended.empty());
  }
  CHECK(ended == std::vector<int>{3, 2, 1, 0});
}

TEST_CASE("a world serves a schema, and publishes to its topics") {
  world w;
  w.serves(
      "type Query { two: Int } type Subscription { news: News } type News { topic: String payload: Text } "
      "scalar Text",
      {{"Query.two", [](const auto&) { return json::value::of(2); }}},
      {{"news", [](const auto&) {
          return actors::topic_source{"n", false, true};
        }}});
  auto c = w.greet();
  c.subscribes("1", "{ two }");
  c.hears(next("1", R"({"data":{"two":2}})"));
  c.hears(complete("1"));
  c.subscribes("2", "subscription { news { topic payload } }");
  w.settle();
  CHECK(w.topics() == 1);
  w.publish("n", "fresh");
  w.publish("o", "not this");
  c.hears(next("2", R"({"data":{"news":{"topic":"n","payload":"fresh"}}})"));
  c.hears_nothing();
}

TEST_CASE("a schema that cannot be served is refused with what is wrong") {
  world w;
  CHECK_THROWS_AS(w.serves("type Query { a: Missing }"), std::invalid_argument);
  CHECK_THROWS_AS(w.serves("type Query { a: Int }", {}, {{"nothing", nullptr}}), std::invalid_argument);
}

TEST_CASE("what an actor expected in vain fails the next expectation of a client") {
  world w;
  auto c = w.greet();
  caf::anon_send(w.spawn([&w](caf::event_based_actor*) -> caf::behavior {
    return {[&w](int n) { w.expects(n == 1, "it is one"); }};
  }),
                 2);
  CHECK(told_by([&] { c.hears_nothing(); }) == "expected that it is one");
  c.hears_nothing();
}

TEST_CASE("what the world's end has to say is not heard by actors whose objects have gone") {
  auto alive = std::make_shared<bool>(true);
  int late = 0;
  const auto hears = [&late, alive](int) { late += *alive ? 0 : 1; };
  {
    world w;
    w.settings().hooks = std::make_shared<actors::hooks>(
        actors::hooks{.closed = [&](const auto&...) { late += *alive ? 0 : 1; }});
    w.connect();
    stub_gatekeeper keeper(w);
    const auto host = [hears](caf::event_based_actor*, int) -> caf::behavior { return {hears}; };
    const auto waiting = w.spawn(host, 0);
    const auto unowned = w.system().spawn(host, 0);
    w.settle();
    caf::anon_send(waiting, 1);
    caf::anon_send(unowned, 1);
    w.spawn([hears, alive, &late](caf::event_based_actor*) -> caf::behavior {
      late += *alive ? 0 : 1; // it has not run yet
      return {hears};
    });
    *alive = false; // as if what they refer to were gone
  }
  CHECK(late == 0);
}

TEST_CASE("what a world keeps outlives its actors, and the last made goes first") {
  struct object {
    object(std::vector<int>& into, int which) : ended(into), number(which) {}
    object(const object&) = delete;
    ~object() { ended.push_back(number); }
    std::vector<int>& ended;
    int number;
  };
  std::vector<int> ended;
  std::weak_ptr<object> shared;
  {
    world w;
    CHECK(w.make<object>(ended, 10).number == 10);
    shared = w.keep(std::make_shared<object>(ended, 11));
    w.spawn<mourner>(std::ref(ended), 0);
    w.settle();
    CHECK(shared.lock());
  }
  CHECK(ended == std::vector<int>{0, 11, 10});
}

TEST_CASE("a client that says too much, or no UTF-8, is closed as a socket closes it") {
  world w;
  auto early = w.connect();
  early.inits(R"({"pad":")" + std::string(std::size_t{20} * 1024, 'x') + "\"}");
  early.sees_close(1009, "Message too big");
  auto late = w.greet();
  late.says("\"\xff\"");
  late.sees_close(1007);
}

TEST_CASE("who is not acknowledged is not greeted") {
  world w;
  w.uses_gatekeeper(actors::spawn_gatekeeper(
      w.system(), [](const auto&) -> actors::admission { return actors::refused{}; }));
  CHECK_THROWS_WITH(w.greet(), "a client was to be greeted, and got no connection_ack but a close with 4403");
}
