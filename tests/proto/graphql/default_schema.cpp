#include "actors/default_schema_text.hpp"
#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

namespace {

/// The schema that a node serves of itself.
graphql::shared_schema node_schema() { return schema_of(mitos::actors::default_schema_text); }

std::string ask(std::string_view document, std::string_view root, std::string_view variables = "{}") {
  return answer(document, {.root = root, .variables = variables, .schema = node_schema()});
}

std::string source_of(std::string_view document) {
  const auto operation = std::get<graphql::operation>(chosen(document, {.schema = node_schema()}));
  const auto source = std::get<graphql::source_event_stream>(operation.create_source_event_stream());
  return source.field + json::to_text(source.arguments);
}

} // namespace

TEST_CASE("the node and its members are asked", "[graphql][default schema]") {
  CHECK(ask("{ node { name topics } members { name address state } }",
            R"({"node":{"name":"a","topics":2},"members":[{"name":"a","state":"UP"}]})") ==
        R"({"data":{"node":{"name":"a","topics":2},"members":[{"name":"a","address":null,"state":"UP"}]}})");
}

TEST_CASE("what is published comes back as an event", "[graphql][default schema]") {
  CHECK(ask("mutation ($p: JSON!) { publish(topic: \"t\", payload: $p) { id payload } }",
            R"({"publish":{"id":"1","payload":{"n":18446744073709551616}}})",
            R"({"p":[1]})") == R"({"data":{"publish":{"id":"1","payload":{"n":18446744073709551616}}}})");
}

TEST_CASE("a topic and a countdown are sources of events", "[graphql][default schema]") {
  CHECK(source_of("subscription { topic(name: \"t\") { payload } }") == R"(topic{"name":"t"})");
  CHECK(source_of("subscription { countdown(from: 3) }") == R"(countdown{"from":3,"every":1000})");
  CHECK(source_of("subscription { countdown(from: 3, every: 0) }") == R"(countdown{"from":3,"every":0})");
}

TEST_CASE("each event of a topic is a response", "[graphql][default schema]") {
  CHECK(ask("subscription { topic(name: \"t\") { payload at node } }",
            R"({"topic":{"payload":{"a":null},"at":"2026-01-31T12:00:00.000Z","node":"a"}})") ==
        R"({"data":{"topic":{"payload":{"a":null},"at":"2026-01-31T12:00:00.000Z","node":"a"}}})");
  CHECK(ask("subscription { countdown(from: 3) }", R"({"countdown":2})") == R"({"data":{"countdown":2}})");
}
