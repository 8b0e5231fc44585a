// The legacy subprotocol graphql-ws: L1 to L9.
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"
#include "tests/test_kit/world.hpp"

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;
using proto::close_reason;
using texts = std::vector<std::string>;

namespace {

constexpr auto legacy = proto::dialect::graphql_ws;

std::string connection_error(const std::string& text) {
  return R"({"type":"connection_error","payload":{"message":")" + text + R"("}})";
}

} // namespace

TEST_CASE("L2: init is answered with connection_ack, then ka at once and every keep-alive interval") {
  world w;
  auto c = w.connect(legacy);
  c.says(init);
  CHECK(c.hears_all() == texts{ack, keep_alive});
  w.advance(12s);
  CHECK(c.hears_all() == texts{keep_alive});
  CHECK(c.wire().pings == 1);
}

TEST_CASE("L2: no ka before the ack") {
  world w;
  stub_gatekeeper keeper(w);
  w.settings().options.authorisation_timeout = 60s;
  auto c = w.connect(legacy);
  c.says(init);
  w.advance(13s);
  CHECK(c.hears_all().empty());
}

TEST_CASE("L3: start right after connection_init is held until the verdict") {
  world w;
  stub_gatekeeper keeper(w);
  stub_executor executor(w);
  auto c = w.connect(legacy);
  c.says(init);
  c.says(start("1"));
  c.says(start("2"));
  REQUIRE(keeper.asked() == 1);
  CHECK(executor.operations().empty());
  keeper.admits(0);
  CHECK(c.hears_all() == texts{ack, keep_alive});
  CHECK(executor.operations().size() == 2);
}

TEST_CASE("L3: a held start is dropped on refusal, and never executed") {
  world w;
  stub_gatekeeper keeper(w);
  stub_executor executor(w);
  auto c = w.connect(legacy);
  c.says(init);
  c.says(start("1"));
  REQUIRE(keeper.asked() == 1);
  keeper.refuses(0);
  CHECK(c.sees_close_code() == 4403);
  CHECK(executor.operations().empty());
}

TEST_CASE("L3: a held start that is stopped is never executed") {
  world w;
  stub_gatekeeper keeper(w);
  stub_executor executor(w);
  auto c = w.connect(legacy);
  c.says(init);
  c.says(start("1"));
  c.says(stop("1"));
  REQUIRE(keeper.asked() == 1);
  keeper.admits(0);
  CHECK(executor.operations().empty());
}

TEST_CASE("L3: held starts are bounded by the operation limit") {
  world w;
  w.settings().options.max_operations = 2;
  stub_gatekeeper keeper(w);
  stub_executor executor(w);
  auto c = w.connect(legacy);
  c.says(init);
  for (auto id : {"1", "2", "3"})
    c.says(start(id));
  CHECK(c.hears_all().empty());
  REQUIRE(keeper.asked() == 1);
  keeper.admits(0);
  auto heard = c.hears_all();
  REQUIRE(heard.size() == 3);
  CHECK(heard[2].find(R"({"id":"3","type":"error","payload":{"message":"Too many operations)") == 0);
  CHECK(executor.operations().size() == 2);
}

TEST_CASE("L3: a flood of held starts costs the socket") {
  world w;
  w.settings().options.max_operations = 2;
  w.settings().options.max_refusals = 2;
  stub_gatekeeper keeper(w);
  auto c = w.connect(legacy);
  c.says(init);
  for (auto id : {"1", "2", "3", "4"})
    c.says(start(id));
  CHECK(!c.sees_close());
  c.says(start("5"));
  CHECK(c.sees_close_code() == 1008);
}

TEST_CASE("L8: what cannot be read under a live id does not end its operation") {
  world w;
  stub_executor executor(w);
  auto c = w.greet(legacy);
  c.says(start("7"));
  c.says(R"({"id":"7","type":"nonsense"})");
  auto heard = c.hears();
  REQUIRE(heard);
  CHECK(heard->find(R"({"type":"connection_error")") == 0);
  REQUIRE(executor.operations().size() == 1);
  executor.sends(0, "1");
  CHECK(c.hears() == data("7", "1"));
}

TEST_CASE("L3: start without any init gets connection_error and close 4401") {
  world w;
  auto c = w.connect(legacy);
  c.says(start("1"));
  CHECK(c.hears() == connection_error("Unauthorized"));
  CHECK(c.sees_close_code() == 4401);
}

TEST_CASE("L4: refused, a connection_error precedes close 4403") {
  world w;
  stub_gatekeeper keeper(w);
  auto c = w.connect(legacy);
  c.says(init);
  REQUIRE(keeper.asked() == 1);
  keeper.refuses(0);
  CHECK(c.hears() == connection_error("Forbidden"));
  CHECK(c.sees_close() == close_reason(4403, "Forbidden"));
}

TEST_CASE("L5: a query gets data, then complete") {
  world w;
  stub_executor executor(w);
  auto c = w.greet(legacy);
  c.says(start("q"));
  REQUIRE(executor.operations().size() == 1);
  executor.sends(0, R"({"data":1})");
  executor.completes(0);
  CHECK(c.hears_all() == texts{data("q", R"({"data":1})"), complete("q")});
}

TEST_CASE("L5: errors before execution are one error with the first of them") {
  world w;
  stub_executor executor(w);
  auto c = w.greet(legacy);
  c.says(start("q"));
  REQUIRE(executor.operations().size() == 1);
  executor.fails(0, R"([{"message":"first"},{"message":"second"}])");
  CHECK(c.hears_all() == texts{message("error", "q", R"({"message":"first"})")});
}

TEST_CASE("L6: stop ends the source, then complete is sent; a result under way is suppressed") {
  world w;
  stub_executor executor(w);
  auto c = w.greet(legacy);
  c.says(start("s"));
  REQUIRE(executor.operations().size() == 1);
  c.says(stop("s"));
  executor.sends(0, "late");
  CHECK(c.hears_all() == texts{complete("s")});
  CHECK(executor.operations()[0].cancelled);
}

TEST_CASE("L6: stop for an unknown id is met with silence") {
  world w;
  auto c = w.greet(legacy);
  c.says(stop("s"));
  CHECK(c.hears_all().empty());
  CHECK(!c.sees_close());
}

TEST_CASE("L7: a live id again ends the old operation silently and runs the new one") {
  world w;
  stub_executor executor(w);
  auto c = w.greet(legacy);
  c.says(start("a"));
  c.says(start("a"));
  REQUIRE(executor.operations().size() == 2);
  CHECK(executor.operations()[0].cancelled);
  executor.sends(0, "old");
  executor.completes(0);
  executor.sends(1, "new");
  CHECK(c.hears_all() == texts{data("a", "new")});
}

TEST_CASE("L8: unreadable text gets connection_error, and the connection stays") {
  world w;
  auto c = w.greet(legacy);
  c.says("{");
  auto heard = c.hears();
  REQUIRE(heard);
  CHECK(heard->find(R"({"type":"connection_error","payload":{"message":"Invalid message received)") == 0);
  CHECK(!c.sees_close());
}

TEST_CASE("L8: an unknown type with an id gets error for that id, and the connection stays") {
  world w;
  auto c = w.greet(legacy);
  c.says(R"({"id":"7","type":"nonsense"})");
  auto heard = c.hears();
  REQUIRE(heard);
  CHECK(heard->find(R"({"id":"7","type":"error","payload":{"message":"Invalid message received)") == 0);
  CHECK(!c.sees_close());
}

TEST_CASE("L8: connection_terminate closes with 1000") {
  world w;
  auto c = w.greet(legacy);
  c.says(terminate);
  CHECK(c.sees_close_code() == 1000);
}

TEST_CASE("L9: the init timer, a second init and the closing rules hold in the legacy dialect") {
  world w;
  auto late = w.connect(legacy);
  w.advance(3s);
  CHECK(late.sees_close() == close_reason(4408, "Connection initialisation timeout"));
  auto twice = w.greet(legacy);
  twice.ignores_close();
  twice.says(init);
  CHECK(twice.sees_close_code() == 4429);
  w.advance(5s);
  CHECK(w.count().connections.value() == 0);
}
