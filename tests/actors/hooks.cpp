// What a host is told of connections and operations.
#include "actors/hooks.hpp"

#include "actors/events.hpp"
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"
#include "tests/test_kit/world.hpp"

#include <caf/send.hpp>

#include <stdexcept>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using actors::hooked_connection;
using actors::hooked_operation;
using texts = std::vector<std::string>;

namespace {

std::string to_text(actors::operation_end how) {
  return how == actors::operation_end::completed ? "completed"
         : how == actors::operation_end::failed  ? "failed"
                                                 : "cancelled";
}

/// Writes down all that it is told of.
struct audit {
  texts lines{};
  std::vector<actors::connection_handle> handles{};

  actors::hooks hooks() {
    const auto about = [](const hooked_operation& of) {
      return std::string(of.id) + "#" + std::to_string(of.number);
    };
    return {.opened =
                [this](const hooked_connection& of) {
                  handles.push_back(of.handle);
                  lines.push_back("opened " + of.facts.target);
                },
            .ready = [this](const hooked_connection& of) { lines.push_back("ready " + name(of)); },
            .operation_started =
                [this, about](const hooked_connection& of, const auto& which, const proto::request& request) {
                  lines.push_back(name(of) + " started " + about(which) + " " + request.query);
                },
            .operation_ended =
                [this, about](const hooked_connection& of, const auto& which, auto how) {
                  lines.push_back(name(of) + " " + to_text(how) + " " + about(which));
                },
            .closed =
                [this](const hooked_connection& of, const proto::close_reason& reason) {
                  lines.push_back(name(of) + " closed " + std::to_string(reason.code) + " " + reason.text);
                }};
  }

  texts take() { return std::exchange(lines, {}); }

private:
  static std::string name(const hooked_connection& of) {
    return of.session ? *static_cast<const std::string*>(of.session.get()) : "nobody";
  }
};

struct audited {
  audit log;
  world w;
  stub_executor executor{w};

  audited() { w.settings().hooks = std::make_shared<const actors::hooks>(log.hooks()); }
};

actors::admitted alice() { return {std::make_shared<const std::string>("alice"), {}, {}}; }

} // namespace

TEST_CASE("hooks tell a life in its order, with session, codes and reasons") {
  audited a;
  stub_gatekeeper keeper(a.w);
  auto c = a.w.connect();
  CHECK(a.log.take() == texts{"opened /graphql"});
  c.says(init);
  keeper.asked();
  CHECK(a.log.take().empty());
  keeper.admits(0, alice());
  CHECK(c.hears() == ack);
  CHECK(a.log.take() == texts{"ready alice"});
  c.says(subscribe("a", "{ one }"));
  c.says(subscribe("b", "{ two }"));
  c.says(subscribe("c", "{ three }"));
  c.says(subscribe("d", "{ four }"));
  REQUIRE(a.executor.operations().size() == 4);
  a.executor.completes(0);
  a.executor.fails(1, R"([{"message":"no"}])");
  c.says(complete("c"));
  a.w.settle();
  CHECK(a.log.take() == texts{"alice started a#1 { one }", "alice started b#2 { two }",
                              "alice started c#3 { three }", "alice started d#4 { four }",
                              "alice completed a#1", "alice failed b#2", "alice cancelled c#3"});
  c.closes({4000, "tired"});
  a.w.settle();
  CHECK(a.log.take() == texts{"alice cancelled d#4", "alice closed 4000 tired"});
  a.executor.dies();
}

TEST_CASE("a hook tells of those who never come in, too") {
  audited a;
  SECTION("no subprotocol") {
    a.w.connect(std::nullopt);
    a.w.settle();
    CHECK(a.log.lines == texts{"opened /graphql", "nobody closed 4406 Subprotocol not acceptable"});
  }
  SECTION("refused") {
    stub_gatekeeper keeper(a.w);
    auto c = a.w.connect();
    c.says(init);
    keeper.asked();
    keeper.refuses(0);
    a.w.settle();
    CHECK(a.log.lines == texts{"opened /graphql", "nobody closed 4403 Forbidden"});
  }
  SECTION("vanished") {
    auto c = a.w.knock();
    c.vanishes();
    a.w.settle();
    CHECK(a.log.lines == texts{"opened /graphql", "nobody closed 1006 "});
  }
  SECTION("killed by a fault of ours") {
    auto c = a.w.greet();
    caf::anon_send_exit(c.wire().connection(), caf::exit_reason::kill);
    a.w.settle();
    CHECK(a.log.lines ==
          texts{"opened /graphql", "ready nobody", "nobody closed 4500 Internal server error"});
  }
  a.executor.dies();
}

TEST_CASE("a host closes one connection by its handle, and others stay") {
  audited a;
  auto one = a.w.greet();
  auto other = a.w.greet();
  REQUIRE(a.log.handles.size() == 2);
  CHECK(a.log.handles[0].id() != 0);
  CHECK_FALSE(a.log.handles[0] == a.log.handles[1]);
  a.log.handles[0].close({4403, "Banned"});
  CHECK(one.sees_close() == proto::close_reason(4403, "Banned"));
  CHECK_FALSE(other.sees_close());
  a.log.handles[0].close({4403, "Again"}); // it has gone
  a.w.settle();
  CHECK(actors::connection_handle().id() == 0);
  actors::connection_handle().close({1000, ""});
  a.executor.dies();
}

TEST_CASE("what a hook throws is counted, and costs nobody anything") {
  world w;
  stub_executor executor(w);
  const auto fault = [](const auto&...) { throw std::runtime_error("as the test asked"); };
  w.settings().hooks =
      std::make_shared<const actors::hooks>(actors::hooks{fault, fault, fault, fault, fault});
  auto c = w.greet();
  c.says(subscribe("1"));
  REQUIRE(executor.operations().size() == 1);
  executor.sends(0, "1");
  executor.completes(0);
  CHECK(c.hears_all() == texts{next("1", "1"), complete("1")});
  c.closes({1000, ""});
  w.settle();
  CHECK(w.count().hooks_failed.value() == 5);
  CHECK(w.count().connections_failed.value() == 0);
  executor.dies();
}
