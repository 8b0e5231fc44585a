// bad_alloc at any allocation of an io thread: at most one connection fails, and the next is served.
#include "actors/default_schema.hpp"
#include "actors/schema_executor.hpp"
#include "actors/topic_hub.hpp"
#include "net/server.hpp"
#include "tests/catch.hpp"
#include "tests/faults/failing_new.hpp"
#include "tests/net/peer.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>
#include <thread>

using namespace mitos;
using namespace mitos::tests;

namespace {

/// The executor of a node; its thread is the io thread.
class executor : public actors::schema_executor {
public:
  using schema_executor::schema_executor;
  caf::behavior make_behavior() override {
    allocations_of_this_thread_may_fail();
    return schema_executor::make_behavior();
  }
};

struct node {
  node() {
    config.set("scheduler.max-threads", std::size_t{1});
    system = std::make_unique<caf::actor_system>(config);
    actors::node_facts facts;
    facts.connections = facts.operations = facts.topics = [] { return 0; };
    auto schema = std::make_shared<const actors::served_schema>(actors::default_schema(facts));
    net::server_options options;
    options.port = 0;
    net::server_parts parts;
    parts.executor = [this, schema](actors::supervisor& parent) {
      // On the io thread too: CAF's scheduler does not survive a message for which it has no memory.
      hub = parent.spawn<actors::topic_hub>(std::make_shared<actors::metric>());
      return parent.spawn<executor>(schema, hub, "here");
    };
    server = std::make_unique<net::server>(*system, options, parts);
    server->start();
  }
  ~node() {
    caf::anon_send_exit(hub, caf::exit_reason::user_shutdown);
    hub = {};
    server->stop();
  }

  bool comes_to_rest() {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (server->metric("sockets") + server->metric("connections") + server->metric("operations") != 0) {
      if (std::chrono::steady_clock::now() > deadline)
        return false;
      std::this_thread::yield();
    }
    return true;
  }

  caf::actor_system_config config;
  std::unique_ptr<caf::actor_system> system;
  caf::actor hub;
  std::unique_ptr<net::server> server;
};

std::string subscribe(const std::string& id, const std::string& query) {
  return text_frame(R"({"id":")" + id + R"(","type":"subscribe","payload":{"query":")" + query + R"("}})");
}

/// Hears on until the operation has ended.
void hear_end(peer& p, const std::string& id) {
  for (;;) {
    const auto text = p.hears_text();
    if (text.find("\"id\":\"" + id) != text.npos && text.find("\"type\":\"next\"") == text.npos)
      return;
  }
}

/// A whole life: it throws where the server ended it.
void live(std::uint16_t port) {
  peer p(port);
  p.greets();
  p.says(text_frame(R"({"type":"ping","payload":{"n":1}})"));
  const auto pong = p.hears_text();
  CHECK(pong == R"({"type":"pong","payload":{"n":1}})");
  p.says(subscribe("t", R"(subscription { topic(name: \"t\") { payload } })"));
  p.says(subscribe("c", "subscription { countdown(from: 2, every: 0) }"));
  hear_end(p, "c");
  p.says(subscribe("p", R"(mutation { publish(topic: \"t\", payload: 1) { topic } })"));
  hear_end(p, "p");
  p.says(text_frame(R"({"id":"t","type":"complete"})"));
  p.says(close_frame(1000));
  const auto code = p.hears_close();
  CHECK((code == 1000 || allocation_failed()));
}

} // namespace

TEST_CASE("whichever allocation of an io thread fails, the server serves the next peer") {
  node n;
  live(n.server->port()); // what is made once is made
  REQUIRE(n.comes_to_rest());
  bool failed = true;
  for (long which = 1; failed; ++which) {
    CAPTURE(which);
    fail_allocation(which);
    try {
      live(n.server->port());
    } catch (const std::exception&) { // the connection has failed, as it may
    }
    failed = allocation_failed();
    fail_allocation(0);
    REQUIRE_NOTHROW(live(n.server->port()));
    REQUIRE(n.comes_to_rest());
    REQUIRE(which < 10'000);
  }
}
