// Accept, init, verdict: P2, P11 to P19.
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"
#include "tests/test_kit/world.hpp"

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;
using proto::close_reason;

TEST_CASE("P2: without a common subprotocol the socket is closed with 4406 and no hook has run") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect(std::nullopt);
  CHECK(c.sees_close() == close_reason(4406, "Subprotocol not acceptable"));
  CHECK(keeper.asked() == 0);
}

TEST_CASE("P11: no connection_init within 3 s closes with 4408") {
  world w;
  auto c = w.connect();
  w.advance(2999ms);
  CHECK(!c.sees_close());
  w.advance(1ms);
  CHECK(c.sees_close() == close_reason(4408, "Connection initialisation timeout"));
  CHECK(w.count().init_timeouts.value() == 1);
}

TEST_CASE("P11: the init timer starts at the accept, not before") {
  world w;
  auto c = w.knock();
  w.advance(10s);
  CHECK(!c.sees_close());
  c.accepted();
  w.settle();
  w.advance(3s);
  CHECK(c.sees_close_code() == 4408);
}

TEST_CASE("P11: an init timeout of zero accepts, then closes with 4408, whatever came right behind") {
  world w;
  w.settings().options.init_timeout = 0s;
  auto c = w.knock();
  c.accepted();
  c.says(init);
  c.says(subscribe("1"));
  CHECK(c.sees_close() == close_reason(4408, "Connection initialisation timeout"));
  CHECK(c.hears_all().empty());
  CHECK(c.wire().broken_promises == 0);
}

TEST_CASE("P11: off is not zero: without an init timeout a client may take its time") {
  world w;
  w.settings().options.init_timeout.reset();
  w.settings().options.keep_alive.reset();
  auto c = w.connect();
  w.advance(std::chrono::hours(24));
  CHECK(!c.sees_close());
  c.says(init);
  CHECK(c.hears() == ack);
}

TEST_CASE("bad-input: pings before the init do not extend the init timeout") {
  world w;
  auto c = w.connect();
  for (int i = 0; i < 3; ++i) {
    w.advance(1s - 1ms);
    c.says(R"({"type":"ping"})");
    CHECK(c.hears() == R"({"type":"pong"})");
  }
  w.advance(3ms);
  CHECK(c.sees_close_code() == 4408);
}

TEST_CASE("P12: an init received in time and still being authorised is no init timeout") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  w.advance(2999ms);
  c.says(init);
  w.advance(9s);
  CHECK(!c.sees_close());
  keeper.admits(0);
  CHECK(c.hears() == ack);
}

TEST_CASE("P12: authorising has its own deadline, which closes with 4408") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  w.advance(10s);
  CHECK(c.sees_close() == close_reason(4408, "Connection authorisation timeout"));
}

TEST_CASE("P13: a second connection_init closes with 4429") {
  world w;
  auto c = w.greet();
  c.says(init);
  CHECK(c.sees_close() == close_reason(4429, "Too many initialisation requests"));
}

TEST_CASE("P13: a second connection_init while the first is being authorised closes with 4429") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  c.says(init);
  CHECK(c.sees_close_code() == 4429);
}

TEST_CASE("P14: admitted without a payload, the ack has none") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.admits(0);
  CHECK(c.hears() == ack);
}

TEST_CASE("P14: an ack payload is passed on to the byte") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.admits(0, {nullptr, R"({ "n": 18446744073709551616 })", {}});
  CHECK(c.hears() == R"({"type":"connection_ack","payload":{ "n": 18446744073709551616 }})");
}

TEST_CASE("the gatekeeper sees the init payload as it came, and the facts of the connection") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(R"({"type":"connection_init","payload":{ "token" : 1e2 }})");
  CHECK(keeper.question(0).payload == R"({ "token" : 1e2 })");
  CHECK(keeper.question(0).facts->target == "/graphql");
}

TEST_CASE("P14: refused, the connection closes with 4403 Forbidden") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.refuses(0);
  CHECK(c.sees_close() == close_reason(4403, "Forbidden"));
}

TEST_CASE("P14: refused with a code and reason of the gatekeeper's choice") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.refuses(0, {close_reason(4999, "not today")});
  CHECK(c.sees_close() == close_reason(4999, "not today"));
}

TEST_CASE("P14: a refusal with a code that no close frame may carry is nonsense: 4500") {
  for (auto code : std::vector<std::uint16_t>{999, 1005, 1006, 1015, 2000, 5000}) {
    world w;
    stub_gatekeeper keeper(w);
    auto c = w.connect();
    c.says(init);
    REQUIRE(keeper.asked() == 1);
    keeper.refuses(0, {close_reason(code, "so")});
    CHECK(c.sees_close() == close_reason(4500, "Internal server error"));
  }
}

TEST_CASE("P14: a gatekeeper that answers nonsense closes with 4500") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.answers_nonsense(0);
  CHECK(c.sees_close() == close_reason(4500, "Internal server error"));
}

TEST_CASE("P14: a gatekeeper that is dead closes with 4500") {
  world w;
  stub_gatekeeper keeper(w);
  keeper.dies();
  w.settle();
  auto c = w.connect();
  c.says(init);
  CHECK(c.sees_close_code() == 4500);
}

TEST_CASE("P14: a gatekeeper that dies while it is asked closes with 4500") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.dies();
  CHECK(c.sees_close() == close_reason(4500, "Internal server error"));
}

TEST_CASE("P14: a gatekeeper that dies after the peer is gone leaves no connection waiting") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  auto others = w.actors_alive() - 1;
  c.vanishes();
  CHECK(w.actors_alive() == others + 1);
  CHECK(w.count().connections.value() == 0);
  keeper.dies();
  CHECK(w.actors_alive() == others - 1); // nor the gatekeeper
}

TEST_CASE("promise 7: what a stuck gatekeeper owes is bounded; beyond it nobody is asked, and 1013 said") {
  world w;
  w.settings().options.max_pending_admissions = 3;
  stub_gatekeeper keeper(w);
  for (int i = 0; i < 3; ++i) {
    auto c = w.connect();
    c.says(init);
    w.settle();
    c.vanishes();
  }
  auto refused = w.connect();
  refused.says(init);
  CHECK(refused.sees_close() == close_reason(1013, "Try again later"));
  CHECK(keeper.asked() == 3);
  keeper.refuses(0);
  w.settle();
  auto next = w.connect();
  next.says(init);
  CHECK(keeper.asked() == 4);
}

TEST_CASE("a gatekeeper that dies later ends nothing that it admitted") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.admits(0);
  CHECK(c.hears() == ack);
  keeper.dies();
  CHECK(!c.sees_close());
}

TEST_CASE("promise 7: a gatekeeper that is stuck ends only what it serves") {
  world w;
  stub_gatekeeper keeper(w);
  auto stuck = w.connect();
  stuck.says(init);
  auto other = w.connect();
  other.says(init);
  REQUIRE(keeper.asked() == 2);
  keeper.admits(1);
  CHECK(other.hears() == ack);
  w.advance(10s);
  CHECK(stuck.sees_close_code() == 4408);
  CHECK(!other.sees_close());
}

TEST_CASE("P15: a subscribe that races the ack is accepted") {
  world w;
  stub_gatekeeper keeper(w);
  stub_executor executor(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.admits(0);
  while (c.wire().heard.empty())
    REQUIRE(w.step());
  c.says(subscribe("1")); // the ack is on the wire and nothing else has run
  CHECK(executor.operations().size() == 1);
}

TEST_CASE("P16: subscribe before any init closes with 4401") {
  world w;
  auto c = w.connect();
  c.says(subscribe("1"));
  CHECK(c.sees_close() == close_reason(4401, "Unauthorized"));
}

TEST_CASE("P16: subscribe while the init is being authorised closes with 4401") {
  world w;
  stub_gatekeeper keeper(w);
  stub_executor executor(w);
  auto c = w.connect();
  c.says(init);
  c.says(subscribe("1"));
  CHECK(c.sees_close_code() == 4401);
  CHECK(executor.operations().empty());
}

TEST_CASE("P17: ping is answered and complete ignored before the init") {
  world w;
  auto c = w.connect();
  c.says(complete("1"));
  c.says(R"({"type":"ping"})");
  c.says(R"({"type":"pong"})");
  CHECK(c.hears_all() == std::vector<std::string>{R"({"type":"pong"})"});
  CHECK(!c.sees_close());
}

TEST_CASE("P17: ping is answered while the init is being authorised") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  c.says(R"({"type":"ping"})");
  CHECK(c.hears() == R"({"type":"pong"})");
}

TEST_CASE("P18: whoever is admitted departs once, with the code and reason of the end") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  auto session = std::make_shared<int>(7);
  keeper.admits(0, {session, {}, {}});
  w.settle();
  c.closes(close_reason(4001, "bye"));
  auto left = keeper.departures();
  REQUIRE(left.size() == 1);
  CHECK(left[0].session == session);
  CHECK(left[0].reason == close_reason(4001, "bye"));
  CHECK(w.count().connections.value() == 0);
}

TEST_CASE("P18: a peer that vanished while the verdict was on its way departs when it arrives") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  c.vanishes();
  w.settle();
  CHECK(keeper.departures().empty());
  keeper.admits(0);
  REQUIRE(keeper.departures().size() == 1);
  CHECK(keeper.departures()[0].reason.code == 1006);
  CHECK(w.count().connections.value() == 0);
}

TEST_CASE("P18: a verdict that comes while the connection is closing departs with the reason of the close") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.ignores_close();
  c.says(init);
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.admits(0);
  w.settle();
  CHECK(keeper.departures().empty());
  w.advance(5s);
  REQUIRE(keeper.departures().size() == 1);
  CHECK(keeper.departures()[0].reason.code == 4429);
}

TEST_CASE("P18: who was refused does not depart") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  c.vanishes();
  w.settle();
  keeper.refuses(0);
  CHECK(keeper.departures().empty());
  CHECK(w.count().connections.value() == 0);
}

TEST_CASE("P19: an admission that expires closes with 4403") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect();
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.admits(0, {nullptr, {}, 1s});
  CHECK(c.hears() == ack);
  w.advance(999ms);
  CHECK(!c.sees_close());
  w.advance(1ms);
  CHECK(c.sees_close_code() == 4403);
}

TEST_CASE("a message may be 16 KiB before the ack and 1 MiB after it") {
  world w;
  auto c = w.connect();
  CHECK(c.wire().message_limit == std::size_t{16} * 1024);
  c.says(init);
  CHECK(c.hears() == ack);
  CHECK(c.wire().message_limit == std::size_t{1024} * 1024);
}
