#include "tests/catch.hpp"
#include "tests/net/peer.hpp"
#include "tests/net/served.hpp"

using namespace mitos;
using namespace mitos::tests;
using namespace std::string_literals;
using namespace std::chrono_literals;

namespace {

/// What a greeted peer hears after it has said these bytes; the socket has ended within the linger time.
std::uint16_t code_for(served& server, std::string_view bytes) {
  peer p(server.port());
  p.greets();
  p.says(bytes);
  auto code = p.hears_close();
  const auto begin = std::chrono::steady_clock::now();
  CHECK(p.sees_end());
  CHECK(std::chrono::steady_clock::now() - begin < 5s);
  return code;
}

std::string header(std::uint8_t first, const std::string& rest) {
  return std::string(1, static_cast<char>(first)) + rest;
}

} // namespace

TEST_CASE("what breaks RFC 6455 is closed with its code, the socket ends soon, others are served") {
  served server;
  peer bystander(server.port());
  bystander.greets();
  CHECK(code_for(server, client_frame(0xc1, "x")) == 1002);                     // RSV1
  CHECK(code_for(server, client_frame(0x83, "x")) == 1002);                     // an opcode that is none
  CHECK(code_for(server, client_frame(0x8b, "x")) == 1002);                     // another
  CHECK(code_for(server, "\x81\x01x") == 1002);                                 // not masked
  CHECK(code_for(server, header(0x81, "\xfe\x00\x01mask?"s)) == 1002);          // not the shortest length
  CHECK(code_for(server, header(0x81, "\xff\x80\0\0\0\0\0\0\0mask"s)) == 1002); // 2^63
  CHECK(code_for(server, client_frame(0x09, "x")) == 1002);                     // a fragmented ping
  CHECK(code_for(server, client_frame(0x89, std::string(126, 'x'))) == 1002);
  CHECK(code_for(server, client_frame(0x80, "x")) == 1002); // a continuation of nothing
  CHECK(code_for(server, client_frame(0x01, "x") + text_frame("y")) == 1002);
  CHECK(code_for(server, text_frame("\xc3\x28")) == 1007);
  CHECK(code_for(server, client_frame(0x01, "\xf4\x90")) == 1007); // before the message is whole
  CHECK(code_for(server, close_frame(1005)) == 1002);
  CHECK(code_for(server, client_frame(0x88, "x")) == 1002); // half a code
  bystander.says(text_frame(R"({"type":"ping"})"));
  CHECK(bystander.hears_text() == R"({"type":"pong"})");
  CHECK(server.comes_to("sockets", 1));
}

TEST_CASE("a message over the limit is refused by its header: 16 KiB before the ack, 1 MiB after") {
  served server;
  CHECK(code_for(server, header(0x81, "\xff\0\0\0\0\0\x10\0\x01mask"s)) == 1009);
  peer early(server.port());
  early.upgrades();
  early.says(header(0x81, "\xfe\x40\x01mask"s));
  CHECK(early.hears_close() == 1009);
}

TEST_CASE("a message of 1 MiB is heard") {
  served server;
  peer p(server.port());
  p.greets();
  p.says(text_frame(R"({"type":"ping","x":")" + std::string(1048576 - 22, 'x') + "\"}"));
  CHECK(p.hears_text() == R"({"type":"pong"})");
}

TEST_CASE("more fragments than the limit get 1008") {
  served server;
  std::string fragments = client_frame(0x01, "");
  for (int i = 0; i < 1024; ++i)
    fragments += client_frame(0x00, "");
  CHECK(code_for(server, fragments) == 1008);
}

TEST_CASE("a message that does not become whole in time gets 1008, fragments and pings in between or not") {
  auto options = usual_options();
  options.wire.message = 100ms;
  served server(options);
  CHECK(code_for(server, client_frame(0x01, "{")) == 1008);
  CHECK(code_for(server, client_frame(0x01, "{") + client_frame(0x89, "")) == 1008);
  CHECK(code_for(server, text_frame("{}").substr(0, 3)) == 1008);
}

TEST_CASE("P10: a ping is answered with its payload") {
  served server;
  peer p(server.port());
  p.greets();
  p.says(client_frame(0x89, "are you there?"));
  auto pong = p.hears();
  REQUIRE(pong);
  CHECK(pong->opcode == 10);
  CHECK(pong->payload == "are you there?");
}

TEST_CASE("control frames above the rate get 1008; within the burst each ping has its pong") {
  auto options = usual_options();
  served server(options);
  peer p(server.port());
  p.greets();
  std::string pings;
  for (int i = 0; i < 150; ++i)
    pings += client_frame(0x89, std::to_string(i));
  p.says(pings);
  for (int i = 0; i < 150; ++i)
    CHECK(p.hears().value().payload == std::to_string(i));
  p.says(pings);
  CHECK(p.hears_close() == 1008);
}

TEST_CASE("the peer's close is answered with its code, then the socket ends") {
  served server;
  for (auto code : std::initializer_list<std::uint16_t>{1000, 1001, 3000, 4999}) {
    peer p(server.port());
    p.greets();
    p.says(close_frame(code, "done"));
    auto answer = p.hears();
    REQUIRE(answer);
    CHECK(answer->close_code() == code);
    CHECK(answer->close_text() == "done");
    CHECK_FALSE(p.hears());
  }
  peer p(server.port());
  p.greets();
  p.says(client_frame(0x88, ""));
  CHECK(p.hears().value().payload.empty());
  CHECK(p.sees_end());
}

TEST_CASE("P5: a binary message gets 4400") {
  served server;
  peer p(server.port());
  p.greets();
  p.says(client_frame(0x82, "x"));
  CHECK(p.hears_close() == 4400);
}

TEST_CASE("P33: nothing follows a close frame, and what comes after it is not heard") {
  served server;
  peer p(server.port());
  p.greets();
  p.says(text_frame("{") + text_frame(R"({"type":"ping"})") + client_frame(0x89, "x"));
  CHECK(p.hears_close() == 4400);
  p.says(text_frame(R"({"type":"ping"})") + client_frame(0x89, "x") + close_frame(4400));
  CHECK_FALSE(p.hears());
  CHECK(server.comes_to("connections", 0));
}

TEST_CASE("P35: a peer that does not answer a close is cut") {
  auto options = usual_options();
  options.connection.closing_timeout = 50ms;
  served server(options);
  peer p(server.port());
  p.greets();
  p.says(text_frame("{"));
  CHECK(p.hears_close() == 4400);
  CHECK(p.sees_end());
  CHECK(server.comes_to("sockets", 0));
}

TEST_CASE("a close code reaches a peer that has sent more than was read") {
  served server;
  peer p(server.port());
  p.greets();
  p.says(client_frame(0xc1, "x") + std::string(32768, 'x'));
  CHECK(p.hears_close() == 1002);
  CHECK(p.sees_end());
}

TEST_CASE("frames that come in any pieces are the same") {
  served server;
  peer p(server.port());
  p.greets();
  for (char c : text_frame(R"({"type":"ping","payload":{"n":1}})") + client_frame(0x01, R"({"type":)") +
                    client_frame(0x89, "!") + client_frame(0x80, R"("ping"})"))
    p.says(std::string(1, c));
  CHECK(p.hears_text() == R"({"type":"pong","payload":{"n":1}})");
  CHECK(p.hears().value().payload == "!");
  CHECK(p.hears_text() == R"({"type":"pong"})");
}
