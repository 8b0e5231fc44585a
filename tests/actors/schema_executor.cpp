// The default schema, served: P24 to P28, promises 1, 3 and 5.
#include "actors/schema_executor.hpp"
#include "actors/connection.hpp"
#include "actors/default_schema.hpp"
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/world.hpp"

#include <algorithm>
#include <caf/send.hpp>
#include <numeric>
#include <random>
#include <stdexcept>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;
using texts = std::vector<std::string>;

namespace {

struct served {
  world w;

  explicit served(const decltype(actors::node_facts::members)& members = {}) {
    actors::node_facts facts;
    facts.name = "here";
    facts.version = "1";
    facts.connections = [this] { return w.count().connections.value(); };
    facts.operations = [this] { return w.count().operations.value(); };
    facts.topics = [this] { return w.topics(); };
    facts.members = members;
    w.serves(actors::default_schema(facts));
  }
};

std::string topic(const std::string& id, const std::string& name) {
  return subscribe(id, R"(subscription { topic(name: \")" + name + R"(\") { payload } })");
}

std::string publish(const std::string& id, const std::string& name, const std::string& payload) {
  return message("subscribe", id,
                 R"({"query":"mutation($p: JSON!) { publish(topic: \")" + name +
                     R"(\", payload: $p) { topic } }","variables":{"p":)" + payload + "}}");
}

std::string event(const std::string& id, const std::string& payload) {
  return next(id, R"({"data":{"topic":{"payload":)" + payload + "}}}");
}

std::string count(const std::string& id, int from, int every) {
  return subscribe(id, "subscription { countdown(from: " + std::to_string(from) +
                           ", every: " + std::to_string(every) + ") }");
}

std::string counted(const std::string& id, int value) {
  return next(id, R"({"data":{"countdown":)" + std::to_string(value) + "}}");
}

} // namespace

TEST_CASE("P24: a query of the default schema gets next and complete") {
  served s;
  auto c = s.w.greet();
  c.says(subscribe("1", "{ node { name version connections operations topics } }"));
  CHECK(
      c.hears_all() ==
      texts{
          next(
              "1",
              R"({"data":{"node":{"name":"here","version":"1","connections":1,"operations":1,"topics":0}}})"),
          complete("1")});
}

TEST_CASE("a node that is no part of a cluster is its only member") {
  served s;
  auto c = s.w.greet();
  c.says(subscribe("1", "{ members { name address state } }"));
  CHECK(c.hears() == next("1", R"({"data":{"members":[{"name":"here","address":null,"state":"UP"}]}})"));
}

TEST_CASE("members are those that the node's cluster sees when it is asked") {
  using actors::member_state;
  actors::cluster_view view;
  served s([&] { return std::make_shared<const actors::members>(*view.seen()); }); // nobody else's
  auto c = s.w.greet();
  const auto members = [&] {
    c.says(subscribe("1", "{ members { name address state } }"));
    return c.hears_all().front();
  };
  CHECK(members() == next("1", R"({"data":{"members":[]}})"));
  view.show({{"1", "here", "127.0.0.1:7946"},
             {"2", "b", "[::1]:7946", member_state::suspect},
             {"3", "b", "127.0.0.1:7947", member_state::leaving}});
  CHECK(members() == next("1", R"({"data":{"members":[)"
                               R"({"name":"here","address":"127.0.0.1:7946","state":"UP"},)"
                               R"({"name":"b","address":"[::1]:7946","state":"SUSPECT"},)"
                               R"({"name":"b","address":"127.0.0.1:7947","state":"LEAVING"}]}})"));
}

TEST_CASE("what is published reaches every subscriber of the topic, and no other") {
  served s;
  auto a = s.w.greet();
  auto b = s.w.greet();
  auto other = s.w.greet();
  a.says(topic("a", "t"));
  b.says(topic("b", "t"));
  other.says(topic("o", "u"));
  s.w.settle();
  auto publisher = s.w.greet();
  publisher.says(publish("p", "t", R"({"n":18446744073709551616})"));
  CHECK(publisher.hears_all() == texts{next("p", R"({"data":{"publish":{"topic":"t"}}})"), complete("p")});
  CHECK(a.hears_all() == texts{event("a", R"({"n":18446744073709551616})")});
  CHECK(b.hears_all() == texts{event("b", R"({"n":18446744073709551616})")});
  CHECK(other.hears_all().empty());
}

TEST_CASE("promise 3: pipelined publishes are heard in their order") {
  served s;
  auto a = s.w.greet();
  a.says(topic("a", "t"));
  s.w.settle();
  auto publisher = s.w.greet();
  texts expected;
  for (int i = 0; i < 200; ++i) {
    publisher.says(publish(std::to_string(i), "t", std::to_string(i)));
    s.w.settle();
    expected.push_back(event("a", std::to_string(i)));
  }
  CHECK(a.hears_all() == expected);
}

TEST_CASE("a subscriber hears what it publishes itself behind its subscribe") {
  served s;
  auto c = s.w.greet();
  c.says(topic("a", "t"));
  c.says(publish("p", "t", "1"));
  auto heard = c.hears_all();
  CHECK(std::count(heard.begin(), heard.end(), event("a", "1")) == 1);
}

TEST_CASE("equal subscriptions share one text; others on the topic have their own") {
  served s;
  auto a = s.w.greet();
  a.says(topic("1", "t"));
  a.says(topic("2", "t"));
  a.says(subscribe("3", R"(subscription { topic(name: \"t\") { topic } })"));
  s.w.settle();
  auto publisher = s.w.greet();
  publisher.says(publish("p", "t", "1"));
  s.w.settle();
  CHECK(a.hears_all().size() == 3);
}

TEST_CASE("P28: after complete nothing of the topic is heard, and the topic is left") {
  served s;
  auto a = s.w.greet();
  a.says(topic("a", "t"));
  a.says(topic("b", "t"));
  s.w.settle();
  CHECK(s.w.topics() == 1);
  a.says(complete("a"));
  s.w.settle();
  CHECK(s.w.topics() == 1);
  auto publisher = s.w.greet();
  publisher.says(publish("p", "t", "1"));
  CHECK(a.hears_all() == texts{event("b", "1")});
  a.vanishes();
  s.w.settle();
  CHECK(s.w.topics() == 0);
}

TEST_CASE("an executor that dies leaves its topics") {
  served s;
  auto a = s.w.greet();
  a.says(topic("a", "t"));
  s.w.settle();
  caf::anon_send_exit(s.w.settings().executor, caf::exit_reason::kill);
  s.w.settle();
  CHECK(s.w.topics() == 0);
}

TEST_CASE("countdown counts to zero and completes, one value each interval") {
  served s;
  auto c = s.w.greet();
  c.says(count("1", 2, 1000));
  CHECK(c.hears_all() == texts{counted("1", 2)});
  s.w.advance(999ms);
  CHECK(c.hears_all().empty());
  s.w.advance(1ms);
  CHECK(c.hears_all() == texts{counted("1", 1)});
  s.w.advance(1s);
  CHECK(c.hears_all() == texts{counted("1", 0), complete("1")});
}

TEST_CASE("countdown has a default interval of a second") {
  served s;
  auto c = s.w.greet();
  c.says(subscribe("1", "subscription { countdown(from: 1) }"));
  s.w.advance(999ms);
  CHECK(c.hears_all().size() == 1);
  s.w.advance(1ms);
  CHECK(c.hears_all().size() == 2);
}

TEST_CASE("countdown(every: 0) runs as fast as its client reads, and no faster") {
  served s;
  auto c = s.w.greet();
  c.stalls();
  c.says(count("1", 1000000, 0));
  s.w.settle();
  CHECK(c.wire().queued().messages <= 1024);
  CHECK(!c.sees_close());
  std::size_t heard = 0;
  for (int i = 0; i < 100; ++i) {
    c.reads_on();
    c.stalls();
    heard += c.hears_all().size();
  }
  CHECK(heard > 2000);
  CHECK(!c.sees_close());
  c.vanishes();
}

TEST_CASE("a hundred endless streams of a client that does not read are made to wait, not closed") {
  served s;
  auto c = s.w.greet();
  c.stalls();
  for (int i = 0; i < 100; ++i)
    c.says(count(std::to_string(i), 1000000, 0));
  CHECK(!c.sees_close());
  CHECK(c.wire().queued().messages <= 1024);
  c.vanishes();
}

TEST_CASE("an endless stream delays nobody else, and complete silences it") {
  served s;
  auto c = s.w.greet();
  auto other = s.w.greet();
  c.stalls();
  c.says(count("1", 1000000, 0));
  other.says(subscribe("q", "{ node { name } }"));
  CHECK(other.hears_all().size() == 2);
  c.says(complete("1"));
  s.w.settle();
  c.reads_on();
  c.hears_all();
  s.w.settle();
  CHECK(c.hears_all().empty());
  CHECK(s.w.count().operations.value() == 0);
}

TEST_CASE("a countdown that is completed leaves no timer, whatever its interval was") {
  served s;
  auto c = s.w.greet();
  auto before = s.w.timers_armed();
  for (int i = 0; i < 50; ++i) {
    c.says(count("x", 10, 2147483647 - i));
    s.w.settle();
    c.says(complete("x"));
  }
  CHECK(s.w.timers_armed() == before);
}

TEST_CASE("several countdowns keep their own time") {
  served s;
  auto c = s.w.greet();
  c.says(count("a", 1, 300));
  c.says(count("b", 1, 200));
  c.hears_all();
  s.w.advance(200ms);
  CHECK(c.hears_all() == texts{counted("b", 0), complete("b")});
  s.w.advance(100ms);
  CHECK(c.hears_all() == texts{counted("a", 0), complete("a")});
}

TEST_CASE("P25: errors before execution are one error, and the socket stays open") {
  served s;
  auto c = s.w.greet();
  auto query =
      GENERATE(as<std::string>(), "{", "{ nothing }", "query A { node { name } } query B { node { name } }",
               "subscription { countdown(from: -1) }", "");
  c.says(subscribe("1", query));
  auto heard = c.hears_all();
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].find(R"({"id":"1","type":"error","payload":[{"message":)") == 0);
  CHECK(!c.sees_close());
  CHECK(s.w.count().operations.value() == 0);
}

namespace {

/// A host's schema: a resolver that fails, a source that fails half-way, one that throws at once.
actors::served_schema faulty_schema() {
  proto::graphql::resolvers resolvers;
  resolvers["Query.bad"] = [](const auto&) -> proto::graphql::resolved {
    throw std::runtime_error("no luck");
  };
  resolvers["Event.odd"] = [](const proto::graphql::field_call& call) -> proto::graphql::resolved {
    if (*call.parent.as<proto::json::object>()->find("n") == proto::json::value::of(1))
      throw std::runtime_error("odd");
    return proto::json::value("even");
  };
  auto built = proto::graphql::build_schema("type Query { bad: String } type Event { n: Int odd: String } "
                                            "type Subscription { events: Event broken: Int breaks: Int }",
                                            resolvers);
  actors::served_schema served{std::get<proto::graphql::shared_schema>(built), {}, {}};
  served.sources["events"] = [](const auto&) {
    return actors::paced_source{[n = 0]() mutable -> std::optional<proto::json::value> {
                                  if (n == 3)
                                    return std::nullopt;
                                  proto::json::object event;
                                  event.set("n", proto::json::value::of(n++));
                                  return event;
                                },
                                {}};
  };
  served.sources["broken"] = [](const auto&) -> actors::source { throw std::runtime_error("broken"); };
  served.sources["breaks"] = [](const auto&) {
    return actors::paced_source{[n = 0]() mutable -> std::optional<proto::json::value> {
                                  if (n == 2)
                                    throw std::runtime_error("gone");
                                  return proto::json::value::of(n++);
                                },
                                {}};
  };
  return served;
}

struct faulty {
  world w;
  faulty() { w.serves(faulty_schema()); }
};

const std::string internal_error = R"([{"message":"Internal server error"}])";

} // namespace

TEST_CASE("P26: an error of a resolver is told in next, with data, and complete follows") {
  faulty f;
  auto c = f.w.greet();
  c.says(subscribe("1", "{ bad }"));
  auto heard = c.hears_all();
  REQUIRE(heard.size() == 2);
  CHECK(heard[0].find(R"({"id":"1","type":"next","payload":{"errors":[{"message":"no luck")") == 0);
  CHECK(heard[0].find(R"("data":{"bad":null})") != std::string::npos);
  CHECK(heard[1] == complete("1"));
}

TEST_CASE("P26: an error of one event is told in its next, and the stream goes on without errors") {
  faulty f;
  auto c = f.w.greet();
  c.says(subscribe("1", "subscription { events { n odd } }"));
  auto heard = c.hears_all();
  REQUIRE(heard.size() == 4);
  CHECK(heard[0] == next("1", R"({"data":{"events":{"n":0,"odd":"even"}}})"));
  CHECK(heard[1].find("\"errors\":[") != std::string::npos);
  CHECK(heard[1].find(R"("odd":null)") != std::string::npos);
  CHECK(heard[2] == next("1", R"({"data":{"events":{"n":2,"odd":"even"}}})"));
  CHECK(heard[3] == complete("1"));
}

TEST_CASE("P27, promise 7: a source that fails half-way gets one error; other operations go on") {
  faulty f;
  auto c = f.w.greet();
  c.says(subscribe("1", "subscription { breaks }"));
  c.says(subscribe("2", "subscription { broken }"));
  auto heard = c.hears_all();
  CHECK(heard == texts{next("1", R"({"data":{"breaks":0}})"), next("1", R"({"data":{"breaks":1}})"),
                       message("error", "1", internal_error), message("error", "2", internal_error)});
  c.says(subscribe("3", "subscription { events { n } }"));
  CHECK(c.hears_all().size() == 4);
  CHECK(f.w.count().operations.value() == 0);
}

TEST_CASE("equal subscribers may leave in any order") {
  served s;
  auto c = s.w.greet();
  for (int i = 0; i < 60; ++i)
    c.says(topic(std::to_string(i), "t"));
  std::vector<int> order(60);
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937(7));
  auto publisher = s.w.greet();
  for (std::size_t left = 60; left > 0; --left) {
    publisher.says(publish("p", "t", "1"));
    CHECK(c.hears_all().size() == left);
    c.says(complete(std::to_string(order[left - 1])));
    s.w.settle();
  }
  CHECK(s.w.topics() == 0);
}

TEST_CASE("the limits of a served schema hold for each document, and keep the socket") {
  faulty f;
  auto schema = faulty_schema();
  schema.limits.tokens = 5;
  f.w.serves(std::move(schema));
  auto c = f.w.greet();
  c.says(subscribe("1", "{ bad bad bad bad bad }"));
  auto heard = c.hears();
  REQUIRE(heard);
  CHECK(heard->find(R"({"id":"1","type":"error")") == 0);
  CHECK(!c.sees_close());
}

TEST_CASE("latest-only: a client that is behind hears the latest event of its topic, others hear each") {
  served s;
  s.w.settings().options.slow_consumer = actors::slow_policy::latest_only;
  s.w.settings().options.soft_queue_messages = 0;
  auto slow = s.w.greet();
  auto other = s.w.greet();
  slow.says(topic("a", "t"));
  other.says(topic("a", "t"));
  s.w.settle();
  slow.stalls();
  for (int i = 0; i < 10; ++i)
    other.says(publish("p" + std::to_string(i), "t", std::to_string(i)));
  CHECK(other.hears_all().size() == 30);
  slow.reads_on();
  CHECK(slow.hears_all() == texts{event("a", "0"), event("a", "9")});
}
