#include "net/server.hpp"

#include "tests/catch.hpp"
#include "tests/net/peer.hpp"
#include "tests/net/served.hpp"

#include <future>
#include <vector>

using namespace mitos;
using namespace mitos::tests;
using namespace std::chrono_literals;

TEST_CASE("a server starts and stops a hundred times, with connections open") {
  caf::actor_system_config config;
  caf::actor_system system{config};
  auto options = usual_options();
  options.io_threads = 2;
  net::server server(system, options,
                     {.executor = [](actors::supervisor& parent) { return parent.spawn<plain_executor>(); }});
  for (int i = 0; i < 100; ++i) {
    server.start();
    CHECK(server.ready());
    peer open(server.port());
    open.greets();
    open.says(text_frame(R"({"id":"1","type":"subscribe","payload":{"query":"stream"}})"));
    peer in_http(server.port());
    in_http.says("GET ");
    server.stop();
    CHECK_FALSE(server.ready());
    CHECK(server.metric("connections") == 0);
    CHECK(server.metric("sockets") == 0);
  }
  server.stop();
}

TEST_CASE("several servers of one process know nothing of each other") {
  served one;
  served two;
  peer p(one.port());
  p.greets();
  peer q(two.port());
  q.greets();
  two->stop();
  CHECK_FALSE(q.hears());
  p.says(text_frame(R"({"type":"ping"})"));
  CHECK(p.hears_text() == R"({"type":"pong"})");
}

TEST_CASE("an address in use is told from others, and named") {
  served first;
  auto options = usual_options();
  options.port = first.port();
  net::server second(first.system(), options, {});
  try {
    second.start();
    FAIL("it started");
  } catch (const std::system_error& e) {
    CHECK(e.code() == std::errc::address_in_use);
    CHECK(std::string(e.what()).find("127.0.0.1:" + std::to_string(first.port())) != std::string::npos);
  }
  options.address = "no address";
  net::server third(first.system(), options, {});
  CHECK_THROWS_AS(third.start(), std::system_error);
}

TEST_CASE("it listens on IPv6, and names that with brackets") {
  auto options = usual_options();
  options.address = "::1";
  served server(options);
  CHECK(server->endpoint() == "[::1]:" + std::to_string(server.port()));
}

TEST_CASE("a drain closes every connection with 1012, and none sees 1006") {
  auto options = usual_options();
  options.io_threads = 2;
  served server(options);
  std::vector<peer> peers;
  for (int i = 0; i < 100; ++i)
    peers.emplace_back(server.port()).greets();
  peer early(server.port());
  early.upgrades();
  auto drained = std::async(std::launch::async, [&] { return server->drain(10s); });
  for (auto& p : peers) {
    CHECK(p.hears_close() == 1012);
    p.says(close_frame(1012));
  }
  CHECK(early.hears_close() == 1012);
  early.says(close_frame(1012));
  CHECK(drained.get() == 0);
  CHECK_FALSE(server->ready());
  peer late(server.port());
  late.says(upgrade_request());
  CHECK(late.hears_until("\r\n") == "HTTP/1.1 503 Service Unavailable\r\n");
}

TEST_CASE("a drain is over when its time is, and says how many are left") {
  auto options = usual_options();
  served server(options);
  peer stubborn(server.port());
  stubborn.greets();
  CHECK(server->drain(100ms) == 1);
}

TEST_CASE("a drain ends at once when another thread stops the server") {
  served server;
  peer stubborn(server.port());
  stubborn.greets();
  auto drained = std::async(std::launch::async, [&] { return server->drain(1h); });
  CHECK(stubborn.hears_close() == 1012);
  server->stop();
  drained.get();
}

TEST_CASE("with two io threads connections are handed round") {
  auto options = usual_options();
  options.io_threads = 2;
  served server(options);
  std::vector<peer> peers;
  for (int i = 0; i < 20; ++i)
    peers.emplace_back(server.port()).greets();
  CHECK(server.comes_to("connections", 20));
  peers.clear();
  CHECK(server.comes_to("connections", 0));
}
