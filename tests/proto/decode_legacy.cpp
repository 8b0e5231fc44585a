#include "proto/codec.hpp"

#include "tests/catch.hpp"

namespace {

using namespace mitos::proto;

client_message decoded(std::string_view text) { return decode(dialect::graphql_ws, text); }

template <class Message>
Message as(std::string_view text) {
  const auto message = decoded(text);
  INFO(text);
  REQUIRE(std::holds_alternative<Message>(message));
  return std::get<Message>(message);
}

} // namespace

TEST_CASE("L1: start is a subscribe") {
  const auto message = as<subscribe>(
      R"({"id":"1","type":"start","payload":{"query":"{ a }","variables":{"n":1},"operationName":null}})");
  CHECK(message.id == "1");
  CHECK(message.payload.query == "{ a }");
  CHECK(json::to_text(message.payload.variables) == R"({"n":1})");
  CHECK(message.payload.operation_name == std::nullopt);
}

TEST_CASE("L1: stop is a complete") { CHECK(as<complete>(R"({"id":"1","type":"stop"})").id == "1"); }

TEST_CASE("L1: connection_init may have a payload, null or none") {
  CHECK(as<connection_init>(R"({"type":"connection_init","payload":{"token":  1}})").payload ==
        R"({"token":  1})");
  CHECK(as<connection_init>(R"({"type":"connection_init","payload":null})").payload == std::nullopt);
  CHECK(as<connection_init>(R"({"type":"connection_init"})").payload == std::nullopt);
  CHECK(as<malformed>(R"({"type":"connection_init","payload":[]})").why ==
        "Invalid message received: payload must be an object");
}

TEST_CASE("L1: connection_terminate needs nothing") {
  as<connection_terminate>(R"({"type":"connection_terminate"})");
  as<connection_terminate>(R"({"type":"connection_terminate","id":7,"payload":[]})");
}

TEST_CASE("L1: what only a server may send is malformed and named") {
  for (const std::string type : {"connection_ack", "connection_error", "ka", "data", "error", "complete"})
    CHECK(as<malformed>("{\"id\":\"1\",\"type\":\"" + type + "\"}").why ==
          "Invalid message received: only a server may send \"" + type + "\"");
}

TEST_CASE("L8: what only the newer dialect knows is an unknown type") {
  for (const std::string type : {"subscribe", "ping", "pong", "next"})
    CHECK(as<malformed>("{\"id\":\"1\",\"type\":\"" + type + "\"}").why ==
          "Invalid message received: unknown type \"" + type + "\"");
}

TEST_CASE("L8: a malformed message has its id where it was readable") {
  CHECK(as<malformed>(R"({"id":"7","type":"foo"})").id == "7");
  CHECK(as<malformed>(R"({"id":"7"})").id == "7");
  CHECK(as<malformed>(R"({"type":"start","payload":{},"id":"7"})").id == "7");
}

TEST_CASE("L8: a malformed message has no id where none was readable") {
  for (const auto* text : {R"({"id":7,"type":"foo"})", R"({"id":"","type":"start"})", R"({"type":"start"})",
                           R"({"id":"7","type":)", "", "[]", R"({"id":"7","type":"stop","id":"8"})"})
    CHECK(as<malformed>(text).id == std::nullopt);
  CHECK(as<malformed>(R"({"type":"stop","id":")" + std::string(257, 'x') + "\"}").id == std::nullopt);
}

TEST_CASE("P7: start has the rules of subscribe") {
  CHECK(as<malformed>(R"({"type":"start","payload":{"query":"q"}})").why ==
        "Invalid message received: id must be a non-empty string");
  CHECK(as<malformed>(R"({"id":"1","type":"start","payload":{"query":1}})").why ==
        "Invalid message received: payload.query must be a string");
  CHECK(as<malformed>(R"({"id":"1","type":"start"})").why ==
        "Invalid message received: payload must be an object");
}

TEST_CASE("P8: a stop's id of 257 bytes is malformed") {
  CHECK(as<malformed>(R"({"type":"stop","id":")" + std::string(257, 'x') + "\"}").why ==
        "Invalid message received: id must be at most 256 bytes");
}
