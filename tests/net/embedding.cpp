// A server within a host application: what the host gives it, what it leaves alone, what it leaves behind.
#include "actors/configure.hpp"
#include "actors/events.hpp"
#include "actors/schema_executor.hpp"
#include "net/server.hpp"
#include "tests/catch.hpp"
#include "tests/net/peer.hpp"
#include "tests/net/process.hpp"
#include "tests/net/served.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

using namespace mitos;
using namespace mitos::tests;
using namespace std::chrono_literals;
namespace json = proto::json;
using proto::graphql::field_call;

namespace {

std::string subscribe(const std::string& id, const std::string& query) {
  return text_frame(R"({"id":")" + id + R"(","type":"subscribe","payload":{"query":")" + query + R"("}})");
}
std::string next(const std::string& id, const std::string& payload) {
  return R"({"id":")" + id + R"(","type":"next","payload":)" + payload + "}";
}
std::string complete(const std::string& id) { return R"({"id":")" + id + R"(","type":"complete"})"; }

struct small_config : caf::actor_system_config {
  small_config() {
    set("scheduler.max-threads", std::size_t{2});
    actors::configure(*this);
  }
};

/// An application with a schema of its own, in a system of its own.
struct host {
  small_config config;
  caf::actor_system system{config};
  actors::topics topics{system, "here"};

  actors::served_schema schema() const {
    return actors::make_schema(
        {.sdl = "type Query { one: Int fault: Int } type Mutation { say(text: String!): Boolean! } "
                "type Subscription { said: String }",
         .resolvers = {{"Query.one", [](const field_call&) { return json::value::of(1); }},
                       {"Query.fault",
                        [](const field_call&) -> proto::graphql::resolved {
                          throw std::runtime_error("as the test asked");
                        }},
                       {"Mutation.say",
                        [this](const field_call& call) {
                          return json::value(topics.publish("said", *call.arguments.find("text")));
                        }}},
         .sources = {{"said", [](const actors::source_call&) { return actors::topic_source{"said"}; }}}});
  }
  net::server_parts parts() const { return {.executor = actors::serves(schema(), topics)}; }
};

/// Answers each operation as its query says: twice, late (behind its end), never, or once.
class unruly_executor : public caf::event_based_actor {
public:
  using event_based_actor::event_based_actor;
  caf::behavior make_behavior() override {
    return {
        [this](const actors::start_operation& order) { answer(order); },
        [](const actors::cancel_operation&) {},
        [](const actors::operation_demand&) {},
    };
  }

private:
  void answer(const actors::start_operation& order) {
    const auto to = caf::actor_cast<caf::actor>(current_sender());
    const auto& how = order.request->query;
    const auto result = std::make_shared<const std::string>(R"({"data":{}})");
    if (how == "never")
      return;
    if (how == "nonsense") {
      send(to, 42);
      send(to, actors::operation_next{order.number + 1000, result});
    }
    send(to, actors::operation_next{order.number, result});
    send(to, actors::operation_completed{order.number});
    if (how == "twice") {
      send(to, actors::operation_next{order.number, result});
      send(to, actors::operation_completed{order.number});
    }
    if (how == "late")
      send(to, actors::operation_failed{order.number, std::make_shared<const std::string>("[{}]")});
  }
};

/// Runs `f` on a thread of CAF's scheduler.
class holder : public caf::event_based_actor {
public:
  holder(caf::actor_config& config, std::function<void()> f) : event_based_actor(config), f_(std::move(f)) {}
  caf::behavior make_behavior() override {
    f_();
    return {};
  }

private:
  std::function<void()> f_;
};

} // namespace

TEST_CASE("a host serves a schema of its own, and publishes from any thread") {
  host h;
  net::server server(h.system, usual_options(), h.parts());
  server.start();
  peer p(server.port());
  p.greets();
  p.says(subscribe("q", "{ one }"));
  CHECK(p.hears_text() == next("q", R"({"data":{"one":1}})"));
  CHECK(p.hears_text() == complete("q"));
  p.says(subscribe("s", "subscription { said }"));
  p.says(subscribe("m", "mutation { say(text: \\\"hello\\\") }"));
  std::vector<std::string> heard{p.hears_text(), p.hears_text(), p.hears_text()};
  std::sort(heard.begin(), heard.end());
  CHECK(heard == std::vector<std::string>{complete("m"), next("m", R"({"data":{"say":true}})"),
                                          next("s", R"({"data":{"said":"hello"}})")});
  std::thread([&] { h.topics.publish("said", "from a thread"); }).join();
  CHECK(p.hears_text() == next("s", R"({"data":{"said":"from a thread"}})"));
  caf::anon_send(h.topics.hub(), actors::publish_payload{"said", "from an actor"});
  CHECK(p.hears_text() == next("s", R"({"data":{"said":"from an actor"}})"));
}

TEST_CASE("a resolver that throws costs its field, and no more") {
  host h;
  net::server server(h.system, usual_options(), h.parts());
  server.start();
  peer p(server.port());
  p.greets();
  p.says(subscribe("1", "{ one fault }"));
  CHECK(
      p.hears_text() ==
      next(
          "1",
          R"({"errors":[{"message":"as the test asked","locations":[{"line":1,"column":7}],"path":["fault"]}],"data":{"one":1,"fault":null}})"));
}

TEST_CASE("what two servers of one system serve is published to both") {
  host h;
  auto options = usual_options();
  options.io_threads = 2;
  net::server one(h.system, options, h.parts());
  net::server two(h.system, usual_options(), h.parts());
  one.start();
  two.start();
  peer p(one.port());
  peer q(two.port());
  for (auto* each : {&p, &q}) {
    each->greets();
    each->says(subscribe("1", "subscription { said }"));
    each->says(text_frame(R"({"type":"ping"})"));
    CHECK(each->hears_text() == R"({"type":"pong"})");
  }
  // The hub hears of a subscription from the executor, so an event of theirs comes behind it.
  p.says(subscribe("2", "mutation { say(text: \\\"x\\\") }"));
  q.says(subscribe("2", "mutation { say(text: \\\"x\\\") }"));
  const auto event = next("1", R"({"data":{"said":"x"}})");
  for (auto* each : {&p, &q})
    while (each->hears_text() != event) {
    }
  one.stop();
  h.topics.publish("said", "y");
  for (std::string text; text != next("1", R"({"data":{"said":"y"}})");)
    text = q.hears_text();
}

TEST_CASE("a server that starts and stops a thousand times leaves neither threads nor files behind") {
  host h;
  net::server server(h.system, usual_options(), h.parts());
  server.start();
  server.stop();
  const auto files = open_files();
  const auto running = threads();
  for (int i = 0; i < 1000; ++i) {
    server.start();
    if (i % 50 == 0) {
      CHECK(threads() == running + 1);
      peer p(server.port());
      p.greets();
      p.says(subscribe("1", "subscription { said }"));
    }
    server.stop();
  }
  CHECK(open_files() == files);
  CHECK(threads() == running);
}

TEST_CASE("a thousand servers are made and end in one system") {
  host h;
  const auto actors_before = h.system.registry().running();
  for (int i = 0; i < 1000; ++i) {
    net::server server(h.system, usual_options(), h.parts());
    if (i % 3 != 0)
      server.start();
    if (i % 3 == 1)
      server.drain(1s);
  }
  h.system.registry().await_running_count_equal(actors_before);
}

TEST_CASE("a server leaves the process alone: no signal handler, no thread but its own") {
  const auto handlers = [] {
    std::vector<void (*)(int)> all;
    for (int number = 1; number < NSIG; ++number) {
      struct sigaction now {};
      if (::sigaction(number, nullptr, &now) == 0)
        all.push_back(now.sa_handler);
    }
    return all;
  };
  host h;
  const auto before = handlers();
  const auto running = threads();
  auto options = usual_options();
  options.io_threads = 3;
  net::server server(h.system, options, h.parts());
  CHECK(threads() == running);
  server.start();
  CHECK(threads() == running + 3);
  CHECK(handlers() == before);
}

TEST_CASE("an executor of the host's serves all threads of two servers, and outlives both") {
  small_config config;
  caf::actor_system system{config};
  const auto executor = system.spawn<unruly_executor>();
  auto options = usual_options();
  options.io_threads = 2;
  net::server one(system, options, {.executor = executor});
  net::server two(system, options, {.executor = executor});
  one.start();
  two.start();
  const auto ask = [](net::server& of) {
    peer p(of.port());
    p.greets();
    p.says(subscribe("1", "once"));
    CHECK(p.hears_text() == next("1", R"({"data":{}})"));
    CHECK(p.hears_text() == complete("1"));
  };
  ask(one);
  ask(one);
  one.stop();
  ask(two);
  one.start();
  ask(one);
  caf::anon_send_exit(executor, caf::exit_reason::kill);
  peer p(two.port());
  p.greets();
  p.says(subscribe("1", "never")); // before its death or behind it
  CHECK(p.hears_text().find("Internal server error") != std::string::npos);
  CHECK(two.ready());
}

TEST_CASE("promise 1: an executor that answers twice, late, of others or never breaks nothing") {
  small_config config;
  caf::actor_system system{config};
  const auto executor = system.spawn<unruly_executor>();
  net::server server(system, usual_options(), {.executor = executor});
  server.start();
  peer p(server.port());
  p.greets();
  p.says(subscribe("n", "never"));
  for (const auto* how : {"twice", "late", "nonsense", "once"}) {
    INFO(how);
    p.says(subscribe("1", how));
    CHECK(p.hears_text() == next("1", R"({"data":{}})"));
    CHECK(p.hears_text() == complete("1"));
  }
  CHECK(server.metric("operations") == 1);
  p.says(text_frame(complete("n")));
  p.says(subscribe("n", "once"));
  CHECK(p.hears_text() == next("n", R"({"data":{}})"));
  server.stop();
  caf::anon_send_exit(executor, caf::exit_reason::kill);
}

TEST_CASE("what would wait for itself is refused: start, drain and stop on an io thread") {
  host h;
  net::server* server = nullptr;
  auto schema = actors::make_schema(
      {.sdl = "type Query { stop: Int drain: Int start: Int }",
       .resolvers = {
           {"Query.stop", [&](const field_call&) -> proto::graphql::resolved { return server->stop(), 1; }},
           {"Query.drain",
            [&](const field_call&) -> proto::graphql::resolved {
              return static_cast<int>(server->drain(1s));
            }},
           {"Query.start",
            [&](const field_call&) -> proto::graphql::resolved { return server->start(), 1; }}}});
  net::server it(h.system, usual_options(), {.executor = actors::serves(std::move(schema), h.topics)});
  server = &it;
  it.start();
  peer p(it.port());
  p.greets();
  for (const std::string what : {"stop", "drain", "start"}) {
    p.says(subscribe("1", "{ " + what + " }"));
    CHECK(p.hears_text().find("server::" + what + " on an io thread of the server") != std::string::npos);
    CHECK(p.hears_text() == complete("1"));
  }
  CHECK(it.ready());
}

TEST_CASE("a server that was drained is stopped before it starts again; a path without a slash is refused") {
  host h;
  net::server server(h.system, usual_options(), h.parts());
  server.start();
  CHECK(server.drain(1s) == 0);
  CHECK_THROWS_AS(server.start(), std::logic_error);
  server.stop();
  server.start();
  CHECK(server.ready());
  auto options = usual_options();
  options.path = "graphql";
  CHECK_THROWS_AS(net::server(h.system, options, {}), std::invalid_argument);
}

TEST_CASE("a host is told of connections on the wire, and closes one") {
  host h;
  std::mutex mutex;
  std::vector<std::string> lines;
  std::promise<actors::connection_handle> opened;
  auto parts = h.parts();
  const auto note = [&](std::string line) {
    const std::lock_guard lock(mutex);
    lines.push_back(std::move(line));
  };
  parts.hooks.opened = [&](const actors::hooked_connection& of) {
    note("opened " + of.facts.target);
    opened.set_value(of.handle);
  };
  parts.hooks.closed = [&](const actors::hooked_connection&, const proto::close_reason& reason) {
    note("closed " + std::to_string(reason.code) + " " + reason.text);
  };
  net::server server(h.system, usual_options(), parts);
  server.start();
  peer p(server.port());
  p.greets();
  opened.get_future().get().close({4403, "Banned"});
  const auto frame = p.hears();
  REQUIRE(frame);
  CHECK(frame->close_code() == 4403);
  CHECK(frame->close_text() == "Banned");
  p.says(close_frame(4403, "Banned"));
  server.stop();
  CHECK(lines == std::vector<std::string>{"opened /graphql", "closed 4403 Banned"});
}

TEST_CASE("payloads that too many wait before are not published, and the host is told") {
  std::promise<void> go_on;
  auto wait = go_on.get_future().share();
  std::atomic<int> held = 0;
  host h;
  for (int i = 0; i < 2; ++i) // both threads of CAF's scheduler
    h.system.spawn<holder>([&] {
      ++held;
      wait.wait();
    });
  while (held < 2)
    std::this_thread::yield();
  const actors::topics narrow(h.system, "here", 3);
  int taken = 0;
  while (taken < 10 && narrow.publish("t", nullptr))
    ++taken;
  CHECK(taken == 3);
  go_on.set_value();
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!narrow.publish("t", nullptr) && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  CHECK(narrow.publish("t", nullptr));
}
