#include "proto/codec.hpp"

#include "tests/catch.hpp"

#include <random>

namespace {

using namespace mitos::proto;

client_message decoded(std::string_view text, const message_limits& limits = {}) {
  return decode(dialect::graphql_transport_ws, text, limits);
}

/// Why `text` is malformed, less the preamble; "" where it is not.
std::string why(std::string_view text, const message_limits& limits = {}) {
  const auto message = decoded(text, limits);
  const auto* refused = std::get_if<malformed>(&message);
  if (refused == nullptr)
    return "";
  constexpr std::string_view preamble = "Invalid message received: ";
  REQUIRE(refused->why.starts_with(preamble));
  return refused->why.substr(preamble.size());
}

template <class Message>
Message as(std::string_view text, const message_limits& limits = {}) {
  const auto message = decoded(text, limits);
  INFO(text);
  REQUIRE(std::holds_alternative<Message>(message));
  return std::get<Message>(message);
}

std::string with_id(std::string_view id) {
  return R"({"type":"complete","id":")" + std::string(id) + R"("})";
}

std::string with_payload(std::string_view payload) {
  return R"({"id":"1","type":"subscribe","payload":)" + std::string(payload) + "}";
}

std::string with_member(std::string_view name, std::string_view v) {
  std::string payload = R"({"query":"q",")";
  payload.append(name).append("\":").append(v).append("}");
  return with_payload(payload);
}

/// Types whose payload is an object, null or absent (P6).
const auto payload_types = {"connection_init", "ping", "pong"};

std::string of_type(std::string_view type, std::string_view payload) {
  return R"({"type":")" + std::string(type) + R"(","payload":)" + std::string(payload) + "}";
}

} // namespace

TEST_CASE("P4: a subscribe has its id and its request") {
  const auto message = as<subscribe>(
      R"({"id":"1","type":"subscribe","payload":{"query":"{ a }","operationName":"Q","variables":{"n":1},"extensions":{"e":[2]}}})");
  CHECK(message.id == "1");
  CHECK(message.payload.query == "{ a }");
  CHECK(message.payload.operation_name == "Q");
  CHECK(json::to_text(message.payload.variables) == R"({"n":1})");
  CHECK(json::to_text(message.payload.extensions) == R"({"e":[2]})");
}

TEST_CASE("P4: the members of a message may stand in any order") {
  CHECK(as<subscribe>(R"({"payload":{"variables":{"n":1},"query":"{ a }"},"type":"subscribe","id":"1"})") ==
        as<subscribe>(R"({"id":"1","type":"subscribe","payload":{"query":"{ a }","variables":{"n":1}}})"));
}

TEST_CASE("P4: unknown extra members are ignored, whatever they are") {
  CHECK(as<complete>(R"({"x":{"id":"9","type":"ping"},"type":"complete","y":[[{"id":2}]],"id":"1","z":null})")
            .id == "1");
  const auto message =
      as<subscribe>(with_payload(R"({"a":{"query":"no"},"query":"yes","b":["query",{"query":1}],"c":0})"));
  CHECK(message.payload.query == "yes");
}

TEST_CASE("P4: members named like the envelope's count only in the envelope") {
  const auto message = as<subscribe>(with_payload(R"({"query":"q","id":7,"type":8,"payload":{"query":9}})"));
  CHECK(message.id == "1");
  CHECK(message.payload.query == "q");
}

TEST_CASE("P4: members named like the payload's count only in the payload") {
  CHECK(as<subscribe>(R"({"id":"1","query":5,"type":"subscribe","variables":[],"payload":{"query":"q"}})")
            .payload.query == "q");
}

TEST_CASE("P4: escapes in member names and values are read") {
  CHECK(as<complete>("{\"ty\\u0070e\":\"compl\\u0065te\",\"id\":\"\\u0061\"}").id == "a");
}

TEST_CASE("P5: a text that is no JSON is malformed and says where") {
  CHECK(why("").starts_with("not JSON at byte"));
  CHECK(why("hello").starts_with("not JSON at byte 1"));
  CHECK(why(R"({"type":"ping",})").starts_with("not JSON at byte 16"));
  CHECK(why(R"({"type":"ping"}x)").starts_with("not JSON at byte 16"));
  CHECK(why(R"({"type":"ping"}{"type":"ping"})").starts_with("not JSON"));
}

TEST_CASE("P5: a JSON value that is no object is malformed") {
  for (const auto* text : {"[]", "[{\"type\":\"ping\"}]", "null", "true", "1", "\"ping\""})
    CHECK(why(text) == "must be a JSON object");
}

TEST_CASE("P5: a message without a type is malformed") {
  CHECK(why("{}") == "type is missing");
  CHECK(why(R"({"id":"1","payload":{"type":"ping"}})") == "type is missing");
}

TEST_CASE("P5: a type that is no non-empty string is malformed") {
  for (const std::string type : {"\"\"", "1", "null", "true", "{}", "[]", "[\"ping\"]"})
    CHECK(why("{\"type\":" + type + "}") == "type must be a non-empty string");
}

TEST_CASE("P5: an unknown type is malformed and named") {
  CHECK(why(R"({"type":"foo"})") == R"(unknown type "foo")");
  CHECK(why(R"({"type":"Ping"})") == R"(unknown type "Ping")");
  CHECK(why(R"({"type":"ping\u0000"})") == R"(unknown type "ping\u0000")");
  CHECK(why(R"({"type":"toString"})") == R"(unknown type "toString")");
}

TEST_CASE("P5: a long unknown type is cut between characters") {
  const auto reason = why("{\"type\":\"" + std::string(47, 'x') + "\xC3\xA9\xC3\xA9\"}");
  CHECK(reason == "unknown type \"" + std::string(47, 'x') + "\"");
}

TEST_CASE("P5: what only a server may send is malformed and named") {
  CHECK(why(R"({"type":"connection_ack"})") == R"(only a server may send "connection_ack")");
  CHECK(why(R"({"type":"next","id":"1","payload":{}})") == R"(only a server may send "next")");
  CHECK(why(R"({"type":"error","id":"1","payload":[]})") == R"(only a server may send "error")");
}

TEST_CASE("P5: what only the legacy dialect knows is an unknown type") {
  for (const std::string type : {"start", "stop", "connection_terminate", "ka", "data", "connection_error"})
    CHECK(why("{\"type\":\"" + type + "\",\"id\":\"1\",\"payload\":{\"query\":\"q\"}}") ==
          "unknown type \"" + type + "\"");
}

TEST_CASE("P6: without a payload, or with null, there is none") {
  CHECK(as<connection_init>(R"({"type":"connection_init"})").payload == std::nullopt);
  CHECK(as<connection_init>(of_type("connection_init", "null")).payload == std::nullopt);
  CHECK(as<ping>(R"({"type":"ping"})").payload == std::nullopt);
  CHECK(as<ping>(of_type("ping", "null")).payload == std::nullopt);
  as<pong>(R"({"type":"pong"})");
  as<pong>(of_type("pong", "null"));
}

TEST_CASE("P6: an empty payload is a payload") {
  CHECK(as<connection_init>(of_type("connection_init", "{}")).payload == "{}");
  CHECK(as<ping>(of_type("ping", "{}")).payload == "{}");
  as<pong>(of_type("pong", "{}"));
}

TEST_CASE("P6: a payload that is no object is malformed") {
  for (const auto* type : payload_types)
    for (const auto* payload : {"1", "\"x\"", "[]", "[{}]", "true", "false", "\"\""})
      CHECK(why(of_type(type, payload)) == "payload must be an object");
}

TEST_CASE("P20: a payload is handed on to the byte") {
  for (const std::string payload :
       {R"({"n":9007199254740993,"m":18446744073709551616})", R"({ "a" : 1.50e+3 ,	"b" : -0 })",
        "{\n  \"a\": [ 1,\r\n 2 ]\n}", R"({"\u0061":"\/","a":{},"a":[{}]})",
        R"({"a":"}","b":"{\"","c":"\\"})", "{\"a\":\"\xC3\xA9\xF0\x9F\x98\x80\"}",
        R"({"variables":{"a":{"b":1}},"query":[{"x":{}}]})"}) {
    CHECK(as<ping>(of_type("ping", payload)).payload == payload);
    CHECK(as<connection_init>(of_type("connection_init", payload)).payload == payload);
    CHECK(as<ping>("{\"payload\" :  " + payload + "\n,\"z\":[{}],\"type\":\"ping\" } ").payload == payload);
  }
}

TEST_CASE("P7: a subscribe without an id, or with one that is no non-empty string, is malformed") {
  CHECK(why(R"({"type":"subscribe","payload":{"query":"q"}})") == "id must be a non-empty string");
  for (const std::string id : {"1", "null", "\"\"", "{}", "[\"1\"]", "true"})
    CHECK(why("{\"id\":" + id + R"(,"type":"subscribe","payload":{"query":"q"}})") ==
          "id must be a non-empty string");
}

TEST_CASE("P7: a complete without an id, or with one that is no non-empty string, is malformed") {
  CHECK(why(R"({"type":"complete"})") == "id must be a non-empty string");
  for (const std::string id : {"1", "null", "\"\"", "{}", "[]", "false"})
    CHECK(why("{\"type\":\"complete\",\"id\":" + id + "}") == "id must be a non-empty string");
}

TEST_CASE("P7: a subscribe's payload is an object") {
  CHECK(why(R"({"id":"1","type":"subscribe"})") == "payload must be an object");
  for (const auto* payload : {"null", "1", "\"q\"", "[]", "[{\"query\":\"q\"}]", "true"})
    CHECK(why(with_payload(payload)) == "payload must be an object");
}

TEST_CASE("P7: payload.query is a string, also an empty one") {
  CHECK(why(with_payload("{}")) == "payload.query must be a string");
  for (const std::string query : {"1", "null", "{}", "[]", "true"})
    CHECK(why(with_payload("{\"query\":" + query + "}")) == "payload.query must be a string");
  CHECK(as<subscribe>(with_payload(R"({"query":""})")).payload.query.empty());
}

TEST_CASE("P7: payload.variables and payload.extensions are an object, null or absent") {
  for (const auto* name : {"variables", "extensions"}) {
    for (const auto* v : {"1", "\"x\"", "[]", "[{}]", "false"})
      CHECK(why(with_member(name, v)) == std::string("payload.") + name + " must be an object");
    for (const auto* v : {"null", "{}"}) {
      const auto message = as<subscribe>(with_member(name, v));
      CHECK(message.payload.variables.empty());
      CHECK(message.payload.extensions.empty());
    }
  }
}

TEST_CASE("P7: payload.operationName is a string, null or absent") {
  for (const std::string v : {"1", "{}", "[]", "false"})
    CHECK(why(with_payload(R"({"query":"q","operationName":)" + v + "}")) ==
          "payload.operationName must be a string");
  CHECK(as<subscribe>(with_payload(R"({"query":"q","operationName":null})")).payload.operation_name ==
        std::nullopt);
  CHECK(as<subscribe>(with_payload(R"({"query":"q"})")).payload.operation_name == std::nullopt);
  CHECK(as<subscribe>(with_payload(R"({"query":"q","operationName":""})")).payload.operation_name == "");
}

TEST_CASE("P7: variables of every shape arrive, numbers as their text") {
  const std::string variables =
      R"({"a":18446744073709551616,"b":[{"c":null},[],"x"],"d":{"e":{"query":"no"}},"f":-0.0})";
  const auto message = as<subscribe>(
      with_payload("{\"variables\":" + variables + ",\"query\":\"q\",\"extensions\":{\"g\":1}}"));
  CHECK(json::to_text(message.payload.variables) == variables);
  CHECK(json::to_text(message.payload.extensions) == R"({"g":1})");
}

TEST_CASE("P8: ids are opaque") {
  for (const std::string id :
       {"toString", "__proto__", "constructor", "0", " ", "\xC3\xA9\xF0\x9F\x98\x80", "null"})
    CHECK(as<complete>(with_id(id)).id == id);
  CHECK(as<complete>(with_id(std::string(200, 'x'))).id == std::string(200, 'x'));
  CHECK(as<complete>(with_id("\\u0000")).id == std::string(1, '\0'));
}

TEST_CASE("P8: an id of 256 bytes passes") {
  CHECK(as<complete>(with_id(std::string(256, 'x'))).id.size() == 256);
}

TEST_CASE("P8: an id of 257 bytes is malformed") {
  CHECK(why(with_id(std::string(257, 'x'))) == "id must be at most 256 bytes");
  CHECK(why(R"({"type":"subscribe","payload":{"query":"q"},"id":")" + std::string(257, 'x') + "\"}") ==
        "id must be at most 256 bytes");
}

TEST_CASE("P8: the length of an id is that of its bytes, not its characters nor its escapes") {
  std::string id;
  std::string escaped;
  for (int i = 0; i < 128; ++i) {
    id += "\xC3\xA9";
    escaped += "\\u00e9";
  }
  CHECK(as<complete>(with_id(id)).id == id);
  CHECK(as<complete>(with_id(escaped)).id == id);
  CHECK(why(with_id(id + "x")) == "id must be at most 256 bytes");
}

TEST_CASE("P8: the longest id is an option") {
  message_limits limits;
  limits.id_bytes = 3;
  CHECK(as<complete>(with_id("abc"), limits).id == "abc");
  CHECK(why(with_id("abcd"), limits) == "id must be at most 3 bytes");
}

TEST_CASE("JSON: duplicate keys in the envelope are malformed") {
  CHECK(why(R"({"type":"ping","type":"ping"})") == "type appears twice");
  CHECK(why(R"({"type":"complete","id":"1","id":"1"})") == "id appears twice");
  CHECK(why(R"({"type":"ping","payload":{},"payload":{}})") == "payload appears twice");
  CHECK(why(R"({"type":"ping","payload":null,"payload":null})") == "payload appears twice");
  CHECK(why("{\"type\":\"ping\",\"\\u0074ype\":\"pong\"}") == "type appears twice");
}

TEST_CASE("JSON: elsewhere the last of equal keys wins") {
  CHECK(as<subscribe>(with_payload(R"({"query":1,"query":"q"})")).payload.query == "q");
  CHECK(why(with_payload(R"({"query":"q","query":1})")) == "payload.query must be a string");
  CHECK(as<subscribe>(with_payload(R"({"query":"q","variables":{"a":1},"variables":null})"))
            .payload.variables.empty());
  const auto message = as<subscribe>(with_payload(R"({"query":"q","variables":{"a":1,"b":2,"a":3}})"));
  CHECK(json::to_text(message.payload.variables) == R"({"a":3,"b":2})");
  as<ping>(R"({"x":1,"type":"ping","x":2})");
}

TEST_CASE(
    "JSON: nesting of 64 passes and of 65 is malformed, the envelope included, also where it is ignored") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  as<ping>("{\"type\":\"ping\",\"x\":" + nested(63) + "}");
  CHECK(why("{\"type\":\"ping\",\"x\":" + nested(64) + "}") == "JSON nested deeper than 64");
  as<subscribe>(with_payload("{\"query\":\"q\",\"variables\":{\"v\":" + nested(61) + "}}"));
  CHECK(why(with_payload("{\"query\":\"q\",\"variables\":{\"v\":" + nested(62) + "}}")) ==
        "JSON nested deeper than 64");
}

TEST_CASE("JSON: 100 000 nodes are the most, also where they are ignored") {
  std::string many;
  for (int i = 0; i < 100'000; ++i)
    many += "0,";
  CHECK(why("{\"type\":\"ping\",\"x\":[" + many + "0]}") == "JSON of more than 100000 values");
}

TEST_CASE("JSON: a key of more than 1 KiB is malformed") {
  CHECK(why("{\"type\":\"ping\",\"" + std::string(1025, 'k') + "\":1}") ==
        "JSON key of more than 1024 bytes");
}

TEST_CASE("JSON: a number of more than 64 characters is malformed") {
  CHECK(why(of_type("ping", "{\"n\":" + std::string(65, '1') + "}")) ==
        "JSON number of more than 64 characters");
}

TEST_CASE("JSON: a byte order mark is malformed") {
  CHECK(why("\xEF\xBB\xBF{\"type\":\"ping\"}") == "not JSON at byte 0: byte order mark");
}

TEST_CASE("JSON: an escaped NUL is legal in every string") {
  CHECK(as<subscribe>(with_payload(R"({"query":"a\u0000b"})")).payload.query == std::string("a\0b", 3));
}

TEST_CASE("JSON: a bare NUL behind the message is malformed") {
  CHECK(why(std::string_view("{\"type\":\"ping\"}\0", 16)).starts_with("not JSON at byte 15"));
}

TEST_CASE("JSON: lone surrogates are malformed, also where they are ignored") {
  CHECK(why(R"({"type":"ping","x":"\ud800"})").starts_with("not JSON"));
  CHECK(why(R"({"type":"complete","id":"\udc00"})").starts_with("not JSON"));
}

TEST_CASE("JSON: what is wrong with the text comes before what is wrong with the message") {
  CHECK(why(R"({"type":"foo","type":"foo")").starts_with("not JSON"));
}

TEST_CASE("P5: no piece of a message is a message, and none makes decode throw") {
  const std::string whole =
      R"({"id":"1","type":"subscribe","payload":{"query":"{ a }","variables":{"n":[1,-2.5e3,true,null,"\u00e9"]}}})";
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK(why(std::string_view(whole).substr(0, size)).starts_with("not JSON"));
  as<subscribe>(whole);
}

TEST_CASE("P5: whatever a byte of a message becomes, decode answers") {
  const std::string whole =
      R"({"id":"1","type":"subscribe","payload":{"query":"{ a }","variables":{"n":[1,2]}}})";
  std::mt19937 random(5);
  for (int round = 0; round < 20'000; ++round) {
    auto text = whole;
    for (auto changes = 1 + random() % 3; changes > 0; --changes)
      text[random() % text.size()] = static_cast<char>(random());
    const auto message = decoded(text);
    if (const auto* operation = std::get_if<subscribe>(&message))
      REQUIRE_FALSE(operation->id.empty());
    else
      REQUIRE((std::holds_alternative<malformed>(message) || std::holds_alternative<ping>(message)));
  }
}
