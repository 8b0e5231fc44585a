#include "tests/catch.hpp"
#include "tests/net/peer.hpp"
#include "tests/net/served.hpp"

#include <vector>

using namespace mitos;
using namespace mitos::tests;
using namespace std::chrono_literals;

namespace {

std::string status_line(peer& p) {
  auto answer = p.hears_rest();
  return answer.substr(0, answer.find("\r\n"));
}

std::string answer_to(served& server, std::string_view bytes) {
  peer p(server.port());
  p.says(bytes);
  return status_line(p);
}

} // namespace

TEST_CASE("every refusal is a whole HTTP answer, the socket closes, and the next peer is served") {
  served server;
  CHECK(answer_to(server, "GET /live HTTP/1.1\r\nHost: a\r\n\r\n") == "HTTP/1.1 200 OK");
  CHECK(answer_to(server, "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n") == "HTTP/1.1 200 OK");
  CHECK(answer_to(server, "GET /graphql HTTP/1.1\r\nHost: a\r\n\r\n") == "HTTP/1.1 426 Upgrade Required");
  CHECK(answer_to(server, "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n") == "HTTP/1.1 404 Not Found");
  CHECK(answer_to(server, "POST /graphql HTTP/1.1\r\nHost: a\r\n\r\n") == "HTTP/1.1 405 Method Not Allowed");
  CHECK(answer_to(server, "GET /graphql HTTP/1.0\r\n\r\n") == "HTTP/1.1 400 Bad Request");
  CHECK(answer_to(server, upgrade_request("", "Origin: https://evil.example\r\n")) ==
        "HTTP/1.1 403 Forbidden");
  CHECK(answer_to(server, "\x16\x03\x01\x02\x01\x01\xfc") == "HTTP/1.1 400 Bad Request");
  CHECK(answer_to(server, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == "HTTP/1.1 400 Bad Request");
  CHECK(answer_to(server, "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n") ==
        "HTTP/1.1 414 URI Too Long");
  peer(server.port()).greets();
  CHECK(server.comes_to("sockets", 0));
}

TEST_CASE("a header of 16 MiB is refused when 16 KiB have come") {
  served server;
  peer p(server.port());
  p.says("GET / HTTP/1.1\r\nX: ");
  const std::string much(65536, 'a');
  for (int i = 0; i < 256; ++i)
    p.says(much);
  CHECK(server.comes_to("sockets", 0));
}

TEST_CASE("a head may come byte by byte") {
  served server;
  peer p(server.port());
  for (char c : upgrade_request())
    p.says(std::string(1, c));
  CHECK(p.hears_until("\r\n\r\n").rfind("HTTP/1.1 101 ", 0) == 0);
}

TEST_CASE("the deadline for a request is absolute: a slow one is closed however busily it drips") {
  auto options = usual_options();
  options.http.handshake = 200ms;
  served server(options);
  peer silent(server.port());
  peer slow(server.port());
  const auto begin = std::chrono::steady_clock::now();
  while (slow.says_some("G") == 1 && std::chrono::steady_clock::now() - begin < patience) {
  }
  CHECK(silent.hears_rest().empty());
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
  CHECK(server.comes_to("sockets", 0));
}

TEST_CASE("bytes right behind the upgrade request are messages") {
  served server;
  peer p(server.port());
  p.says(upgrade_request() + text_frame(R"({"type":"connection_init"})") + text_frame(R"({"type":"ping"})"));
  CHECK(p.hears_until("\r\n\r\n").rfind("HTTP/1.1 101 ", 0) == 0);
  CHECK(p.hears_text() == R"({"type":"connection_ack"})");
  CHECK(p.hears_text() == R"({"type":"pong"})");
}

TEST_CASE("a message may begin in the segment of the upgrade request and end in a later one") {
  served server;
  peer p(server.port());
  const auto frame = text_frame(R"({"type":"connection_init"})");
  p.says(upgrade_request() + frame.substr(0, 7));
  p.hears_until("\r\n\r\n");
  p.says(frame.substr(7));
  CHECK(p.hears_text() == R"({"type":"connection_ack"})");
}

TEST_CASE("P2: no common subprotocol is accepted, and closed with 4406") {
  served server;
  peer p(server.port());
  p.says(upgrade_request("soap"));
  CHECK(p.hears_until("\r\n\r\n").find("Sec-WebSocket-Protocol") == std::string::npos);
  CHECK(p.hears_close() == 4406);
}

TEST_CASE("above max_connections an upgrade gets 503 with Retry-After, until one goes") {
  auto options = usual_options();
  options.max_connections = 2;
  served server(options);
  peer first(server.port());
  first.greets();
  {
    peer second(server.port());
    second.greets();
    peer third(server.port());
    third.says(upgrade_request());
    auto answer = third.hears_rest();
    CHECK(answer.rfind("HTTP/1.1 503 ", 0) == 0);
    CHECK(answer.find("\r\nRetry-After: ") != std::string::npos);
    CHECK(answer_to(server, "GET /live HTTP/1.1\r\nHost: a\r\n\r\n") == "HTTP/1.1 200 OK");
  }
  CHECK(server.comes_to("sockets", 1));
  peer(server.port()).greets();
}

TEST_CASE("P11: with an init timeout of zero a socket is accepted, and closed with 4408 whatever came behind "
          "the upgrade") {
  auto options = usual_options();
  options.connection.init_timeout = 0s;
  served server(options);
  for (int i = 0; i < 200; ++i) {
    peer p(server.port());
    p.says(upgrade_request() + text_frame(R"({"type":"connection_init"})"));
    p.hears_until("\r\n\r\n");
    auto frame = p.hears();
    REQUIRE(frame);
    CHECK(frame->opcode == 8);
    CHECK(frame->close_code() == 4408);
    p.says(close_frame(4408));
    CHECK_FALSE(p.hears());
  }
  CHECK(server.comes_to("connections", 0));
  CHECK(server->metric("init_timeouts") == 200);
}
