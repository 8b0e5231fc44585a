#include "net/governor.hpp"
#include "net/memory.hpp"
#include "tests/catch.hpp"
#include "tests/net/peer.hpp"
#include "tests/net/served.hpp"

using namespace mitos;
using namespace mitos::tests;
using namespace std::chrono_literals;

namespace {

std::string answer_to(served& server, const std::string& request, const std::string& from = "127.0.0.1") {
  peer p(server.port(), 0, from);
  p.says(request);
  return p.hears_rest();
}

/// The refusal of an upgrade, once the server refuses them.
std::string refusal_of(served& server) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < deadline) {
    peer p(server.port());
    p.says(upgrade_request());
    auto head = p.hears_until("\r\n\r\n");
    if (head.find(" 503 ") != std::string::npos)
      return head + p.hears_rest();
  }
  return {};
}

net::overload_limits memory_of(std::size_t bytes) {
  net::overload_limits limits;
  limits.memory = bytes;
  return limits;
}

} // namespace

TEST_CASE("at 90 % of the memory connections are refused, at 95 % queues are shed until it is less") {
  const auto limits = memory_of(1000);
  CHECK(net::judge({900, 0, 0ms}, limits, 1).refuse.empty());
  CHECK(net::judge({901, 0, 0ms}, limits, 1).refuse == "the server is short of memory");
  CHECK(net::judge({950, 0, 0ms}, limits, 1).shed_bytes == 0);
  CHECK(net::judge({990, 0, 0ms}, limits, 1).shed_bytes == 40);
  CHECK(net::judge({990, 0, 0ms}, limits, 4).shed_bytes == 10);
  CHECK(net::judge({990, 0, 0ms}, net::overload_limits(), 1).shed_bytes == 0);
}

TEST_CASE("what waits for clients may have a quarter of the memory, shared by the threads") {
  CHECK(net::judge({0, 250, 0ms}, memory_of(1000), 1).shed_bytes == 0);
  CHECK(net::judge({0, 300, 0ms}, memory_of(1000), 1).shed_bytes == 50);
  CHECK(net::judge({0, 300, 0ms}, memory_of(1000), 2).shed_bytes == 175);
}

TEST_CASE("a thread that is late refuses connections, one that is very late sheds") {
  net::overload_limits limits;
  CHECK(net::judge({0, 0, 500ms}, limits, 1).refuse.empty());
  CHECK(net::judge({0, 0, 501ms}, limits, 1).refuse == "the server is too busy");
  CHECK_FALSE(net::judge({0, 0, 2s}, limits, 1).shed_one);
  CHECK(net::judge({0, 0, 2001ms}, limits, 1).shed_one);
  limits.refusing_lag = limits.shedding_lag = std::nullopt;
  CHECK(net::judge({0, 0, 1h}, limits, 1).refuse.empty());
  CHECK_FALSE(net::judge({0, 0, 1h}, limits, 1).shed_one);
}

TEST_CASE("the process knows what memory it has, and may have") {
  CHECK(net::resident_memory() > 1'000'000);
  CHECK(net::memory_of_machine() > net::resident_memory());
}

TEST_CASE("short of memory, an upgrade gets 503, and the server says that it is not ready but lives") {
  auto options = usual_options();
  options.overload.memory = 1;
  served server(options);
  auto refusal = refusal_of(server);
  CHECK(refusal.find("the server is short of memory") != std::string::npos);
  CHECK(refusal.find("\r\nRetry-After: ") != std::string::npos);
  CHECK(answer_to(server, "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n").rfind("HTTP/1.1 503 ", 0) == 0);
  CHECK(answer_to(server, "GET /live HTTP/1.1\r\nHost: a\r\n\r\n").rfind("HTTP/1.1 200 ", 0) == 0);
}

TEST_CASE("a late thread refuses upgrades") {
  auto options = usual_options();
  options.overload.refusing_lag = 1ns;
  served server(options);
  CHECK(refusal_of(server).find("the server is too busy") != std::string::npos);
}

TEST_CASE("what is shed is the client for whom most waits, and nobody else") {
  auto options = usual_options();
  options.overload.shedding_lag = 1ns;
  options.overload.refusing_lag = std::nullopt;
  served server(options);
  peer reader(server.port());
  reader.greets();
  peer slow(server.port(), 4096);
  slow.greets();
  for (int i = 0; i < 3; ++i)
    slow.says(text_frame(R"({"type":"subscribe","id":")" + std::to_string(i) +
                         R"(","payload":{"query":"big 300000"}})"));
  CHECK(server.comes_to("slow_consumers", 1));
  CHECK(server.comes_to("connections", 1));
  reader.says(text_frame(R"({"type":"ping"})"));
  CHECK(reader.hears_text() == R"({"type":"pong"})");
}

TEST_CASE("an address that has as many connections as it may gets 503, until one goes; others are served") {
  auto options = usual_options();
  options.overload.connections_per_address = 2;
  served server(options);
  peer first(server.port());
  first.greets();
  {
    peer second(server.port());
    second.greets();
    auto refusal = answer_to(server, upgrade_request());
    CHECK(refusal.rfind("HTTP/1.1 503 ", 0) == 0);
    CHECK(refusal.find("too many connections of this address") != std::string::npos);
    CHECK(answer_to(server, "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n").rfind("HTTP/1.1 200 ", 0) == 0);
    peer(server.port(), 0, "127.0.0.2").greets();
  }
  CHECK(server.comes_to("sockets", 1));
  peer(server.port()).greets();
}

TEST_CASE("connections above the rate wait, and none is lost") {
  auto options = usual_options();
  options.overload.accepted_per_second = 50;
  served server(options);
  const auto begin = std::chrono::steady_clock::now();
  std::vector<peer> peers;
  peers.reserve(70);
  for (int i = 0; i < 70; ++i)
    peers.emplace_back(server.port()).says(upgrade_request());
  for (auto& p : peers)
    CHECK(p.hears_until("\r\n\r\n").rfind("HTTP/1.1 101 ", 0) == 0);
  CHECK(std::chrono::steady_clock::now() - begin > 300ms);
}
