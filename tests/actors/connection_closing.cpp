// Malformed messages and closing: P5, P33 to P35, promises 2, 6 and 7.
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"
#include "tests/test_kit/world.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;
using proto::close_reason;

TEST_CASE("P5: what is no message closes with 4400, and the reason may name the member") {
  world w;
  auto text = GENERATE(as<std::string>(), "", "{", "[]", "null", "{}", R"({"type":"x"})",
                       R"({"type":"next"})", R"({"type":"subscribe","id":"1","payload":{"query":3}})");
  auto c = w.greet();
  c.says(text);
  auto close = c.sees_close();
  REQUIRE(close);
  CHECK(close->code == 4400);
  CHECK(close->text.find("Invalid message received") == 0);
}

TEST_CASE("P5: a binary message closes with 4400 in every open state") {
  world w;
  stub_gatekeeper keeper(w);
  auto waiting = w.connect();
  auto asking = w.connect();
  asking.says(init);
  auto ready = w.connect();
  ready.says(init);
  REQUIRE(keeper.asked() == 2);
  keeper.admits(1);
  for (auto* c : {&waiting, &asking, &ready}) {
    c->says_binary();
    CHECK(c->sees_close_code() == 4400);
  }
}

TEST_CASE("P10: what breaks RFC 6455 closes with the code of the wire") {
  world w;
  auto c = w.greet();
  c.breaks(close_reason(1009, "Message too big"));
  CHECK(c.sees_close() == close_reason(1009, "Message too big"));
}

TEST_CASE("P33: closing drops what still arrives: one close, nothing after it") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.ignores_close();
  c.says(init);
  c.says(init); // 4429
  c.says(init);
  c.says(subscribe("1"));
  c.says("{");
  c.says_binary();
  c.breaks(close_reason(1002, ""));
  w.settle();
  auto dropped = w.count().messages_dropped.value();
  CHECK(dropped == 5);
  CHECK(c.sees_close_code() == 4429);
  CHECK(c.hears_all().empty());
  CHECK(c.wire().broken_promises == 0);
}

TEST_CASE("P33: an init timeout that is in the mailbox behind the close is dropped") {
  world w;
  auto c = w.connect();
  c.ignores_close();
  auto connection = c.wire().connection();
  c.says("{");
  caf::anon_send(connection, actors::init_timed_out{});
  CHECK(c.sees_close_code() == 4400);
  CHECK(w.count().init_timeouts.value() == 0);
  CHECK(w.count().messages_dropped.value() == 1);
}

TEST_CASE("P34: when the socket ends every operation is stopped at once") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("1"));
  c.says(subscribe("2"));
  REQUIRE(executor.operations().size() == 2);
  c.vanishes();
  CHECK(executor.operations()[0].cancelled);
  CHECK(executor.operations()[1].cancelled);
  CHECK(w.count().operations.value() == 0);
}

TEST_CASE("P35: a peer that does not answer the close is cut after 5 s") {
  world w;
  auto c = w.connect();
  c.ignores_close();
  c.says("{");
  w.advance(4999ms);
  CHECK(w.count().connections.value() == 1);
  w.advance(1ms);
  CHECK(w.count().connections.value() == 0);
}

TEST_CASE("an order to close is obeyed in every open state") {
  world w;
  stub_gatekeeper keeper(w);
  auto knocking = w.knock();
  auto waiting = w.connect();
  auto asking = w.connect();
  asking.says(init);
  auto ready = w.connect();
  ready.says(init);
  REQUIRE(keeper.asked() == 2);
  keeper.admits(1);
  w.settle();
  for (auto* c : {&knocking, &waiting, &asking, &ready}) {
    caf::anon_send(c->wire().connection(), actors::close_connection{close_reason(1012, "Service restart")});
    CHECK(c->sees_close() == close_reason(1012, "Service restart"));
  }
}

TEST_CASE("promise 7: a connection that ends by a fault of ours closes with 4500, stops and departs") {
  world w;
  stub_gatekeeper keeper(w);
  stub_executor executor(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.admits(0);
  w.settle();
  c.says(subscribe("1"));
  REQUIRE(executor.operations().size() == 1);
  caf::anon_send_exit(c.wire().connection(), caf::exit_reason::user_shutdown);
  CHECK(c.sees_close() == close_reason(4500, "Internal server error"));
  CHECK(executor.operations()[0].cancelled);
  CHECK(keeper.departures().size() == 1);
  CHECK(w.count().connections.value() == 0);
}

TEST_CASE("an ended connection leaves no actor and no timer") {
  world w;
  auto before = w.actors_alive();
  for (int i = 0; i < 100; ++i) {
    auto c = w.greet();
    i % 2 == 0 ? c.vanishes() : c.closes(close_reason(1000, ""));
  }
  CHECK(w.actors_alive() == before);
  CHECK(w.timers_armed() == 0);
}

namespace {

/// A host's executor that knows no demand, as hosts may write one.
class careless_executor : public caf::event_based_actor {
public:
  using event_based_actor::event_based_actor;
  caf::behavior make_behavior() override {
    set_default_handler(caf::drop);
    return {[this](const actors::start_operation& order) {
      for (int i = 0; i < 40; ++i)
        send(caf::actor_cast<caf::actor>(current_sender()),
             actors::operation_next{order.number, std::make_shared<const std::string>("1")});
    }};
  }
};

} // namespace

TEST_CASE("promise 7: what an actor does not understand ends neither it nor its sender") {
  world w;
  w.settings().executor = w.system().spawn<careless_executor>();
  auto c = w.greet();
  c.says(subscribe("1")); // earns operation_demand, which that executor answers with an error
  CHECK(c.hears_all().size() == 40);
  CHECK(!c.sees_close());
  c.ignores_close();
  c.says(init);
  CHECK(c.sees_close_code() == 4429);
  auto before = w.actors_alive();
  c.says("dropped while closing");
  CHECK(w.actors_alive() == before);
}
