#include "tests/catch.hpp"
#include "tests/net/peer.hpp"
#include "tests/net/served.hpp"

#include <algorithm>
#include <vector>

using namespace mitos;
using namespace mitos::tests;
using namespace std::chrono_literals;

namespace {

std::string subscribe(const std::string& id, const std::string& query) {
  return text_frame(R"({"id":")" + id + R"(","type":"subscribe","payload":{"query":")" + query + R"("}})");
}

void expect_served(served& server) {
  peer p(server.port());
  p.greets();
  p.says(subscribe("1", "x"));
  CHECK(p.hears_text() == R"({"id":"1","type":"next","payload":{"data":{"text":"xxxxxxxxxx"}}})");
  CHECK(p.hears_text() == R"({"id":"1","type":"complete"})");
}

} // namespace

TEST_CASE("a half-closed peer, a vanished one, and one that is gone mid-frame leave nothing") {
  served server;
  {
    peer half(server.port());
    half.greets();
    half.says_nothing_more();
    CHECK(half.sees_end());
    peer gone(server.port());
    gone.greets();
    gone.vanishes();
    peer mid(server.port());
    mid.greets();
    mid.says(text_frame(R"({"type":"ping"})").substr(0, 9));
    mid.vanishes();
    peer in_http(server.port());
    in_http.says("GET /gra");
    in_http.vanishes();
  }
  CHECK(server.comes_to("connections", 0));
  CHECK(server.comes_to("sockets", 0));
  expect_served(server);
}

TEST_CASE("a peer that never reads is closed as a slow consumer, and the others are served meanwhile") {
  served server;
  peer slow(server.port(), 4096);
  slow.greets();
  for (int i = 0; i < 60; ++i)
    slow.says(subscribe(std::to_string(i), "big 500000"));
  expect_served(server);
  CHECK(server.comes_to("slow_consumers", 1));
  CHECK(server.comes_to("sockets", 0));
  CHECK(server.comes_to("connections", 0));
}

TEST_CASE("a stream without an end runs as fast as its peer reads, and waits for one that does not") {
  served server;
  peer reader(server.port(), 4096);
  reader.greets();
  reader.says(subscribe("1", "stream"));
  expect_served(server);
  for (int i = 0; i < 2000; ++i)
    CHECK(reader.hears_text().size() > 1000);
  CHECK(server->metric("slow_consumers") == 0);
  expect_served(server);
}

TEST_CASE("what waits for a peer that takes no byte ends it after the write timeout") {
  auto options = usual_options();
  options.wire.write = 100ms;
  options.connection.slow_closing_timeout = 50ms;
  served server(options);
  peer slow(server.port(), 4096);
  slow.greets();
  slow.says(subscribe("1", "stream"));
  CHECK(server.comes_to("slow_consumers", 1));
  CHECK(server.comes_to("sockets", 0));
}

TEST_CASE("messages above the rate make reading pause, none is lost and nobody is closed") {
  auto options = usual_options();
  options.wire.messages_per_second = 100;
  served server(options);
  peer p(server.port());
  p.greets();
  std::string pings;
  for (int i = 0; i < 150; ++i)
    pings += text_frame(R"({"type":"ping"})");
  const auto begin = std::chrono::steady_clock::now();
  p.says(pings);
  for (int i = 0; i < 150; ++i)
    CHECK(p.hears_text() == R"({"type":"pong"})");
  CHECK(std::chrono::steady_clock::now() - begin > 400ms);
  expect_served(server);
}

TEST_CASE("a flood of one peer delays no other") {
  auto options = usual_options();
  options.wire.messages_per_second = std::nullopt;
  served server(options);
  peer flood(server.port());
  flood.greets();
  std::string much;
  for (int i = 0; i < 2000; ++i)
    much += text_frame(R"({"type":"pong"})");
  for (int i = 0; i < 20; ++i) {
    flood.says_some(much);
    expect_served(server);
  }
}

TEST_CASE("P22: a silent peer is pinged, and ended when it stays silent; one that answers lives") {
  auto options = usual_options();
  options.connection.keep_alive = 60ms;
  served server(options);
  peer silent(server.port());
  silent.greets();
  CHECK(silent.hears().value().opcode == 9);
  CHECK_FALSE(silent.hears());
  peer lively(server.port());
  lively.greets();
  for (int i = 0; i < 5; ++i) {
    CHECK(lively.hears().value().opcode == 9);
    lively.says(client_frame(0x8a, ""));
  }
}

TEST_CASE("P22: a peer that is slowed down by its rate lives, since it has said more than was read") {
  auto options = usual_options();
  options.connection.keep_alive = 60ms;
  options.wire.messages_per_second = 20;
  served server(options);
  peer p(server.port());
  p.greets();
  std::string pings;
  for (int i = 0; i < 40; ++i)
    pings += text_frame(R"({"type":"ping"})");
  p.says(pings);
  int pongs = 0;
  while (pongs < 40)
    if (auto frame = p.hears(); frame.value().opcode == 1)
      ++pongs;
  CHECK(pongs == 40);
}

TEST_CASE("P32: cheap operations that come in one burst do not pile up over the limit") {
  served server;
  peer p(server.port());
  p.greets();
  std::string burst;
  for (int i = 0; i < 500; ++i)
    burst += subscribe(std::to_string(i), "x");
  p.says(burst);
  for (int i = 0; i < 1000; ++i)
    CHECK(p.hears_text().find("error") == std::string::npos);
}

TEST_CASE("200 peers that come and go in every way leave nothing behind") {
  served server;
  for (int i = 0; i < 200; ++i) {
    peer p(server.port());
    switch (i % 6) {
    case 0: break;
    case 1: p.upgrades(); break;
    case 2:
      p.greets();
      p.says(subscribe("1", "stream"));
      break;
    case 3:
      p.greets();
      p.says(close_frame(1000));
      break;
    case 4:
      p.greets();
      p.says(text_frame("nonsense"));
      p.vanishes();
      break;
    default: p.says(upgrade_request()); p.vanishes();
    }
  }
  CHECK(server.comes_to("sockets", 0));
  CHECK(server.comes_to("connections", 0));
  CHECK(server.comes_to("operations", 0));
}

TEST_CASE("promise 7: an executor that dies ends its operations, not their connection") {
  served server;
  peer p(server.port());
  p.greets();
  p.says(subscribe("1", "stream"));
  p.hears_text();
  p.says(subscribe("2", "die"));
  std::string text;
  while (text.find("\"error\"") == text.npos)
    text = p.hears_text();
  while (text.find("\"pong\"") == text.npos) {
    p.says(text_frame(R"({"type":"ping"})"));
    text = p.hears_text();
  }
  expect_served(server);
}
