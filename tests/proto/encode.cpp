#include "proto/codec.hpp"

#include "tests/catch.hpp"

namespace {

using namespace mitos::proto;

constexpr auto transport = dialect::graphql_transport_ws;
constexpr auto legacy = dialect::graphql_ws;

template <class Encode, class... Arguments>
std::string text_of(Encode encode, const Arguments&... arguments) {
  std::string out;
  encode(out, arguments...);
  return out;
}

} // namespace

TEST_CASE("P14: an ack's payload is absent where there is none, and else as it is") {
  CHECK(text_of(encode_ack, std::nullopt) == R"({"type":"connection_ack"})");
  CHECK(text_of(encode_ack, R"({"a": 1})") == R"({"type":"connection_ack","payload":{"a": 1}})");
}

TEST_CASE("P20: a pong echoes a payload to the byte, an absent one as absent") {
  CHECK(text_of(encode_pong, std::nullopt) == R"({"type":"pong"})");
  CHECK(text_of(encode_pong, "{}") == R"({"type":"pong","payload":{}})");
  CHECK(text_of(encode_pong, "{ \"n\":18446744073709551616}") ==
        "{\"type\":\"pong\",\"payload\":{ \"n\":18446744073709551616}}");
}

TEST_CASE("a next is the envelope around the payload as it is") {
  CHECK(text_of(encode_next, transport, "1", R"({"data": {}})") ==
        R"({"id":"1","type":"next","payload":{"data": {}}})");
}

TEST_CASE("L1: a next of the legacy dialect is a data") {
  CHECK(text_of(encode_next, legacy, "1", R"({"data":null})") ==
        R"({"id":"1","type":"data","payload":{"data":null}})");
}

TEST_CASE("P8: an id comes back as it was, whatever characters it has") {
  const std::string id("\"\\\n\0\x7F\xC3\xA9", 7);
  for (const auto& text : {text_of(encode_next, transport, id, "{}"),
                           text_of(encode_error, transport, id, "[{}]"), text_of(encode_complete, id)}) {
    const auto parsed = json::parse(text);
    REQUIRE(std::holds_alternative<json::value>(parsed));
    CHECK(*std::get<json::value>(parsed).as<json::object>()->find("id") == json::value(id));
  }
}

TEST_CASE("P25: an error carries the whole array") {
  CHECK(text_of(encode_error, transport, "1", R"([{"message":"a"},{"message":"b"}])") ==
        R"({"id":"1","type":"error","payload":[{"message":"a"},{"message":"b"}]})");
}

TEST_CASE("L5: an error of the legacy dialect is the first of the array, one object") {
  CHECK(text_of(encode_error, legacy, "1", R"([{"message":"a"},{"message":"b"}])") ==
        R"({"id":"1","type":"error","payload":{"message":"a"}})");
}

TEST_CASE("L5: brackets and quotes inside the first error do not end it") {
  const std::string first = R"({"message":"a}],{\"\\","path":["x",{"y":[0]}], "extensions" : {"e":{}}})";
  CHECK(text_of(encode_error, legacy, "1", "[ " + first + " , {\"message\":\"b\"}]") ==
        R"({"id":"1","type":"error","payload":)" + first + "}");
}

TEST_CASE("L5: an array that is none is still answered with one object") {
  for (const auto* errors : {"[]", "", "[1]", "[{"})
    CHECK(text_of(encode_error, legacy, "1", errors) ==
          R"({"id":"1","type":"error","payload":{"message":"Unknown error"}})");
}

TEST_CASE("a complete is the same in both dialects") {
  CHECK(text_of(encode_complete, "1") == R"({"id":"1","type":"complete"})");
  CHECK(decode(transport, text_of(encode_complete, "1")) == client_message(complete{"1"}));
}

TEST_CASE("L1: ka has only its type") { CHECK(text_of(encode_keep_alive) == R"({"type":"ka"})"); }

TEST_CASE("L4: a connection_error carries its message, escaped") {
  CHECK(text_of(encode_connection_error, "say \"no\"\n") ==
        R"({"type":"connection_error","payload":{"message":"say \"no\"\n"}})");
}

TEST_CASE("P32: one error is an array with one message, escaped") {
  CHECK(one_error("too \"many\"") == R"([{"message":"too \"many\""}])");
}

TEST_CASE("messages are appended to what is there") {
  std::string out = "before";
  encode_keep_alive(out);
  encode_complete(out, "1");
  CHECK(out == R"(before{"type":"ka"}{"id":"1","type":"complete"})");
}
