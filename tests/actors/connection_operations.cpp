// Operations: P20 to P32.
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"
#include "tests/test_kit/world.hpp"

#include <caf/send.hpp>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;
using proto::close_reason;
using texts = std::vector<std::string>;

TEST_CASE("P20: a ping's payload is echoed as it came") {
  world w;
  auto c = w.greet();
  c.says(R"({"type":"ping","payload":{ "n":9007199254740993, "o":{} }})");
  CHECK(c.hears() == R"({"type":"pong","payload":{ "n":9007199254740993, "o":{} }})");
  c.says(R"({"type":"ping","payload":{}})");
  CHECK(c.hears() == R"({"type":"pong","payload":{}})");
}

TEST_CASE("P20: a ping is answered at once behind an operation that takes its time") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("slow"));
  c.says(R"({"type":"ping"})");
  CHECK(c.hears() == R"({"type":"pong"})");
}

TEST_CASE("bad-input: a ping payload over 1 KiB is not echoed") {
  world w;
  auto c = w.greet();
  c.says(R"({"type":"ping","payload":{"x":")" + std::string(1024, 'x') + R"("}})");
  CHECK(c.hears() == R"({"type":"pong"})");
}

TEST_CASE("P21: pong needs no answer and is never an error") {
  world w;
  auto c = w.greet();
  c.says(R"({"type":"pong"})");
  c.says(R"({"type":"pong","payload":{}})");
  CHECK(c.hears_all().empty());
  CHECK(!c.sees_close());
}

TEST_CASE("P22: a WebSocket ping every 12 s; no sign of life for another 12 s ends the connection") {
  world w;
  auto c = w.greet();
  w.advance(12s);
  CHECK(c.wire().pings == 1);
  c.says(R"({"type":"pong"})");
  w.advance(12s);
  CHECK(c.wire().pings == 2);
  w.advance(11999ms);
  CHECK(w.count().connections.value() == 1);
  w.advance(1ms);
  CHECK(w.count().connections.value() == 0);
}

TEST_CASE("P23: an id that is live closes with 4409") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("a"));
  c.says(subscribe("a"));
  CHECK(c.sees_close() == close_reason(4409, "Subscriber for a already exists"));
  CHECK(executor.operations().size() == 1);
  CHECK(executor.operations()[0].cancelled);
}

TEST_CASE("P9, P23: the reason of 4409 is cut at a character boundary") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  std::string id = "x";
  for (int i = 0; i < 60; ++i)
    id += "\u00e9";
  c.says(subscribe(id));
  c.says(subscribe(id));
  auto close = c.sees_close();
  REQUIRE(close);
  CHECK(close->code == 4409);
  CHECK(close->text.size() == 122);
}

TEST_CASE("P24: a query gets next and complete, enveloped with its id") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("q"));
  REQUIRE(executor.operations().size() == 1);
  executor.sends(0, R"({"data":{"x":1}})");
  executor.completes(0);
  CHECK(c.hears_all() == texts{next("q", R"({"data":{"x":1}})"), complete("q")});
}

TEST_CASE("P25: an error ends the operation; the socket and its other operations live") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("bad"));
  c.says(subscribe("good"));
  REQUIRE(executor.operations().size() == 2);
  executor.fails(0, R"([{"message":"no"}])");
  executor.sends(0, "late");
  executor.completes(0);
  executor.sends(1, R"({"data":null})");
  CHECK(c.hears_all() ==
        texts{message("error", "bad", R"([{"message":"no"}])"), next("good", R"({"data":null})")});
  CHECK(!c.sees_close());
}

TEST_CASE("P27: a source that fails half-way gets one error and no complete") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("s"));
  REQUIRE(executor.operations().size() == 1);
  executor.sends(0, "1");
  executor.fails(0, R"([{"message":"gone"}])");
  executor.completes(0);
  CHECK(c.hears_all() == texts{next("s", "1"), message("error", "s", R"([{"message":"gone"}])")});
}

TEST_CASE("P28: complete stops the source, and nothing more is sent for the id") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("s"));
  REQUIRE(executor.operations().size() == 1);
  executor.sends(0, "1");
  CHECK(c.hears() == next("s", "1"));
  c.says(complete("s"));
  executor.sends(0, "2");
  executor.completes(0);
  CHECK(c.hears_all().empty());
  CHECK(executor.operations()[0].cancelled);
}

TEST_CASE("P28: a result that was on its way when complete came is suppressed") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("s"));
  REQUIRE(executor.operations().size() == 1);
  c.says(complete("s"));
  executor.sends(0, "1"); // behind the complete in the mailbox
  CHECK(c.hears_all().empty());
  CHECK(w.count().results_suppressed.value() == 1);
}

TEST_CASE("several results that come as one message are said one by one") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("s"));
  REQUIRE(executor.operations().size() == 1);
  const auto& asked = executor.operations()[0];
  const actors::operation_next three{
      asked.order.number, std::make_shared<const std::string>("123456"), false, {1, 3, 6}};
  caf::anon_send(asked.connection, three);
  CHECK(c.hears_all() == texts{next("s", "1"), next("s", "23"), next("s", "456")});
  c.says(complete("s"));
  caf::anon_send(asked.connection, three); // behind the complete in the mailbox
  CHECK(c.hears_all().empty());
  CHECK(w.count().results_suppressed.value() == 3);
}

TEST_CASE("P29: complete for an unknown or a finished id is ignored") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(complete("unknown"));
  c.says(subscribe("q"));
  REQUIRE(executor.operations().size() == 1);
  executor.completes(0);
  CHECK(c.hears() == complete("q"));
  c.says(complete("q"));
  CHECK(c.hears_all().empty());
  CHECK(!c.sees_close());
}

TEST_CASE("P30: a completed id is free at once, and the old operation's results never appear under it") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("a"));
  c.says(complete("a"));
  c.says(subscribe("a"));
  REQUIRE(executor.operations().size() == 2);
  executor.sends(0, "old");
  executor.completes(0);
  executor.sends(1, "new");
  CHECK(c.hears_all() == texts{next("a", "new")});
}

TEST_CASE("P30: a finished id is free at once") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  for (std::size_t i = 0; i < 3; ++i) {
    c.says(subscribe("a"));
    REQUIRE(executor.operations().size() == i + 1);
    executor.completes(i);
    CHECK(c.hears() == complete("a"));
  }
}

TEST_CASE("P31: operations of one connection start in the order of their subscribe") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  for (int i = 0; i < 50; ++i)
    c.says(subscribe(std::to_string(i), "{ f" + std::to_string(i) + " }"));
  REQUIRE(executor.operations().size() == 50);
  for (std::size_t i = 0; i < 50; ++i)
    CHECK(executor.operations()[i].order.request->query == "{ f" + std::to_string(i) + " }");
}

TEST_CASE("P32: the operation over the limit gets error, the socket stays") {
  world w;
  w.settings().options.max_operations = 2;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("1"));
  c.says(subscribe("2"));
  c.says(subscribe("3"));
  auto heard = c.hears();
  REQUIRE(heard);
  CHECK(heard->find(R"({"id":"3","type":"error","payload":[{"message":"Too many operations)") == 0);
  CHECK(!c.sees_close());
  CHECK(executor.operations().size() == 2);
  c.says(complete("1"));
  c.says(subscribe("3"));
  CHECK(executor.operations().size() == 3);
}

TEST_CASE("bad-input: refusals that go on cost the socket: 1008") {
  world w;
  w.settings().options.max_operations = 1;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("live"));
  for (int i = 0; i < 10; ++i)
    c.says(subscribe(std::to_string(i)));
  CHECK(c.hears_all().size() == 10);
  CHECK(!c.sees_close());
  c.says(subscribe("last"));
  CHECK(c.sees_close_code() == 1008);
}

TEST_CASE("promise 7: an executor that dies ends its operations with an error, and the connection lives") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("1"));
  w.settle();
  caf::anon_send(c.wire().connection(), actors::executor_lost{});
  CHECK(c.hears() == message("error", "1", R"([{"message":"Internal server error"}])"));
  CHECK(!c.sees_close());
}

TEST_CASE("without an executor every operation gets an error") {
  world w;
  auto c = w.greet();
  c.says(subscribe("1"));
  CHECK(c.hears() == message("error", "1", R"([{"message":"Internal server error"}])"));
  CHECK(w.count().operations.value() == 0);
}

TEST_CASE("a source is granted credit for what its client takes") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("s"));
  REQUIRE(executor.operations().size() == 1);
  CHECK(executor.operations()[0].demand == 32);
  for (int i = 0; i < 15; ++i)
    executor.sends(0, "1");
  CHECK(executor.operations()[0].demand == 32);
  executor.sends(0, "1");
  CHECK(executor.operations()[0].demand == 48);
}

TEST_CASE("promise 5: a client that does not read gets no credit, and gets it again when it reads on") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("s"));
  REQUIRE(executor.operations().size() == 1);
  c.stalls();
  for (int i = 0; i < 32; ++i)
    executor.sends(0, std::string(4096, '1'));
  CHECK(executor.operations()[0].demand < 64);
  auto before = executor.operations()[0].demand;
  c.reads_on();
  CHECK(executor.operations()[0].demand > before);
  CHECK(!c.sees_close());
}

TEST_CASE("promise 5: a source that cannot wait closes a client that does not read, with 1013") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("s"));
  REQUIRE(executor.operations().size() == 1);
  c.stalls();
  SECTION("at 1 MiB") {
    for (int i = 0; i < 17; ++i)
      executor.sends(0, std::string(std::size_t{64} * 1024, '1'));
  }
  SECTION("at 1024 messages") {
    for (int i = 0; i < 1025; ++i)
      executor.sends(0, "1");
  }
  CHECK(c.sees_close() == close_reason(1013, "Slow consumer"));
  CHECK(w.count().slow_consumers.value() == 1);
  CHECK(executor.operations()[0].cancelled);
  w.advance(1s);
  CHECK(w.count().connections.value() == 0);
}

TEST_CASE("a write that makes no progress closes with 1013") {
  world w;
  auto c = w.greet();
  c.wire().tell(actors::wire_stalled{});
  CHECK(c.sees_close_code() == 1013);
}

TEST_CASE("a single result larger than the budget is sent to a client that reads") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  c.says(subscribe("s"));
  REQUIRE(executor.operations().size() == 1);
  executor.sends(0, std::string(std::size_t{3} * 1024 * 1024, '1'));
  CHECK(c.hears());
  CHECK(!c.sees_close());
}

TEST_CASE("promise 7: an executor whose results are not whole costs their operation, and no more") {
  world w;
  stub_executor executor(w);
  auto c = w.greet();
  const auto text = std::make_shared<const std::string>("12345");
  using actors::operation_next;
  for (auto broken : {operation_next{1, nullptr}, operation_next{2, text, false, {3, 2}},
                      operation_next{3, text, false, {3, 6}}}) {
    const auto id = std::to_string(broken.number);
    c.says(subscribe(id));
    w.settle();
    caf::anon_send(c.wire().connection(), broken);
    CHECK(c.hears() == message("error", id, R"([{"message":"Internal server error"}])"));
    CHECK(executor.operations().back().cancelled);
  }
  c.says(subscribe("x"));
  w.settle();
  caf::anon_send(c.wire().connection(), actors::operation_failed{4, nullptr});
  CHECK(c.hears() == message("error", "x", R"([{"message":"Internal server error"}])"));
  CHECK_FALSE(c.sees_close());
  for (auto& one : executor.operations())
    one.connection = {};
  executor.dies();
}
