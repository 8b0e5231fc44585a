#include "net/upgrade.hpp"

#include "net/http_session.hpp"
#include "tests/catch.hpp"

#include <string>

using namespace mitos;
using namespace std::string_literals;

namespace {

const net::upgrade_rules rules{"/graphql", {"https://app.example"}, false};

std::string head_with(std::string_view extra, std::string_view without = {}) {
  std::string head = "GET /graphql HTTP/1.1\r\n";
  for (std::string_view line :
       {"Host: a.example:8080\r\n", "Upgrade: websocket\r\n", "Connection: keep-alive, Upgrade\r\n",
        "Sec-WebSocket-Version: 13\r\n", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"})
    if (without.empty() || line.rfind(without, 0) != 0)
      head += line;
  return head.append(extra) + "\r\n";
}

using verdict = std::variant<net::upgrade, net::http_answer>;

verdict judge(const std::string& head, net::service_state state = {},
              const net::upgrade_rules& with = rules) {
  net::http_limits limits;
  net::head_scanner scanner;
  auto found = scanner.scan(head, limits);
  if (auto* fault = std::get_if<net::head_fault>(&found))
    return net::answer_to(*fault);
  if (!std::holds_alternative<std::size_t>(found))
    return net::http_answer{0, "more bytes are needed"};
  auto parsed = net::parse_head(head.substr(0, std::get<std::size_t>(found)), limits);
  if (auto* fault = std::get_if<net::head_fault>(&parsed))
    return net::answer_to(*fault);
  return net::judge(std::get<net::request>(parsed), with, state);
}

unsigned status(const verdict& v) {
  auto* answer = std::get_if<net::http_answer>(&v);
  return answer ? answer->status : 101;
}

bool has_field(const verdict& v, std::string_view name, std::string_view value) {
  for (auto field : std::get<net::http_answer>(v).fields)
    if (field.first == name && field.second == value)
      return true;
  return false;
}

unsigned status_with(std::string_view extra, std::string_view without = {}) {
  return status(judge(head_with(extra, without)));
}

unsigned status_of_line(const std::string& line) {
  auto head = head_with("");
  return status(judge(line + head.substr(head.find("\r\n"))));
}

} // namespace

TEST_CASE("a valid upgrade is answered with the accept key of RFC 6455") {
  auto opened = std::get<net::upgrade>(judge(head_with("Sec-WebSocket-Protocol: graphql-transport-ws\r\n")));
  CHECK(opened.answer.find("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") !=
        std::string::npos);
  CHECK(opened.answer.find("\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n") != std::string::npos);
  CHECK(opened.facts.target == "/graphql");
  CHECK(opened.facts.headers.size() == 6);
}

TEST_CASE("P1: the dialect is the client's first that is spoken, over several headers") {
  auto opened = std::get<net::upgrade>(
      judge(head_with("Sec-WebSocket-Protocol: soap, GraphQL-WS\r\n"
                      "Sec-WebSocket-Protocol: graphql-ws , graphql-transport-ws\r\n")));
  CHECK(opened.facts.dialect == proto::dialect::graphql_ws);
}

TEST_CASE("P2: without a common subprotocol the 101 carries none") {
  auto opened = std::get<net::upgrade>(judge(head_with("Sec-WebSocket-Protocol: GRAPHQL-WS\r\n")));
  CHECK_FALSE(opened.facts.dialect);
  CHECK(opened.answer.find("Sec-WebSocket-Protocol") == std::string::npos);
}

TEST_CASE("P3: what is no valid handshake gets 400") {
  CHECK(status_with("", "Host") == 400);
  CHECK(status_with("Host: b.example\r\n") == 400);
  CHECK(status_with("", "Upgrade") == 400);
  CHECK(status_with("Upgrade: h2c\r\n", "Upgrade") == 400);
  CHECK(status_with("", "Connection") == 400);
  CHECK(status_with("Connection: close\r\n", "Connection") == 400);
  CHECK(status_with("", "Sec-WebSocket-Key") == 400);
  CHECK(status_with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") == 400);
  CHECK(status_with("", "Sec-WebSocket-Version") == 400);
  CHECK(status_with("Sec-WebSocket-Version: 13\r\n") == 400);
  CHECK(status_with("Origin: null\r\nOrigin: null\r\n") == 400);
}

TEST_CASE("a key that is not 16 bytes of base64 gets 400") {
  auto key = GENERATE("", "x", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZR==", "dGhlIHNhbXBsZSBub25j",
                      "!!hlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZTEyMzQ1Njc4");
  CHECK(status_with("Sec-WebSocket-Key: "s + key + "\r\n", "Sec-WebSocket-Key") == 400);
}

TEST_CASE("another WebSocket version gets 426 and the one that is spoken") {
  auto answer = judge(head_with("Sec-WebSocket-Version: 8\r\n", "Sec-WebSocket-Version"));
  CHECK(status(answer) == 426);
  CHECK(has_field(answer, "Sec-WebSocket-Version", "13"));
}

TEST_CASE("a request that announces a body gets 400") {
  CHECK(status_with("Content-Length: 0\r\n") == 101);
  CHECK(status_with("Content-Length: 1\r\n") == 400);
  CHECK(status_with("Content-Length: 0\r\nContent-Length: 0\r\n") == 400);
  CHECK(status_with("Transfer-Encoding: chunked\r\n") == 400);
  CHECK(status_with("Transfer-Encoding: identity\r\n") == 400);
}

TEST_CASE("P3: a plain GET gets 426 with Upgrade: websocket") {
  auto answer = judge("GET /graphql HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(status(answer) == 426);
  CHECK(has_field(answer, "Upgrade", "websocket"));
}

TEST_CASE("a target may have its absolute form, a Host must be one (RFC 9112)") {
  auto with = [](std::string_view target, std::string_view host) {
    return status(
        judge("GET " + std::string(target) + " HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n"));
  };
  CHECK(with("http://a.example/live", "a.example") == 200);
  CHECK(with("http://a.example/graphql?x=1", "a.example") == 426);
  CHECK(with("http://a.example", "a.example") == 404);
  CHECK(with("/nowhere?at=http://a.example/live", "a.example") == 404);
  for (auto host : {"a b", "a/b", "a, b", "user@a"})
    CHECK(with("/live", host) == 400);
}

TEST_CASE("P3: another path gets 404, another method 405 with Allow") {
  CHECK(status_of_line("GET /other HTTP/1.1") == 404);
  CHECK(status_of_line("GET /graphql/ HTTP/1.1") == 404);
  CHECK(status_of_line("GET /graphql?token=1 HTTP/1.1") == 101);
  auto answer = judge("POST /graphql HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(status(answer) == 405);
  CHECK(has_field(answer, "Allow", "GET"));
  CHECK(status(judge("POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n")) == 405);
}

TEST_CASE("a version other than HTTP/1.1 gets 400") {
  CHECK(status_of_line("GET /graphql HTTP/1.0") == 400);
  CHECK(status_of_line("GET /graphql HTTP/2.0") == 400);
  CHECK(status_of_line("GET /graphql") == 400);
  CHECK(status_of_line("GET  /graphql HTTP/1.1") == 400);
  CHECK(status(judge("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) == 400);
}

TEST_CASE("what smuggles gets 400: NUL, bare CR, bare LF, folded lines, a space before the colon") {
  CHECK(status_with("X: a\0b\r\n"s) == 400);
  CHECK(status_with("X: a\rb\r\n") == 400);
  CHECK(status_with("X: a\nY: b\r\n") == 400);
  CHECK(status_with("X: a\r\n b\r\n") == 400);
  CHECK(status_with("X : a\r\n") == 400);
  CHECK(status_with("X\t: a\r\n") == 400);
  CHECK(status_with(": a\r\n") == 400);
  CHECK(status_with("no colon\r\n") == 400);
  CHECK(status_with("X(: a\r\n") == 400);
  CHECK(status(judge("\r\nGET / HTTP/1.1\r\n\r\n")) == 400);
  CHECK(status(judge("\x16\x03\x01\x02")) == 400);
}

TEST_CASE("a head over its limits gets 431, a target 414") {
  CHECK(status_with("X: " + std::string(8000, 'a') + "\r\n") == 101);
  CHECK(status_with("X: " + std::string(9000, 'a') + "\r\n") == 431);
  CHECK(status_with(std::string(65, 'X') + ": a\r\n") == 431);
  CHECK(status_with("X: " + std::string(8000, 'a') + "\r\nY: " + std::string(8000, 'a') + "\r\n") == 101);
  CHECK(status_with("X: " + std::string(8190, 'a') + "\r\nY: " + std::string(8190, 'a') + "\r\n") == 431);
  std::string fields;
  for (int i = 0; i < 96; ++i)
    fields += "X: a\r\n";
  CHECK(status_with(fields) == 431);
  CHECK(status_with(fields.substr(6)) == 101);
  CHECK(status_of_line("GET /graphql?" + std::string(7992, 'a') + " HTTP/1.1") == 414);
  CHECK(status_of_line("GET /graphql?" + std::string(7991, 'a') + " HTTP/1.1") == 101);
  CHECK(status(judge("GET /" + std::string(20000, 'a'))) == 414);
  CHECK(status(judge("GET / HTTP/1.1\r\nX: " + std::string(20000, 'a'))) == 431);
}

TEST_CASE("a head is refused at its first bad byte, and asks for more as long as there is none") {
  CHECK(status(judge("GET /graphql HTTP/1.1\r\nHost: a\r\n")) == 0);
  CHECK(status(judge("GET /graphql HTTP/1.1\r\nHost: a\r\n\x01")) == 400);
}

TEST_CASE("the page of a foreign origin gets 403") {
  CHECK(status_with("Origin: http://a.example:8080\r\n") == 101);
  CHECK(status_with("Origin: https://A.Example:8080\r\n") == 101);
  CHECK(status_with("Origin: https://app.example\r\n") == 101);
  CHECK(status_with("Origin: https://app.example:443\r\n") == 101);
  CHECK(status_with("Origin: https://APP.example\r\n") == 101);
  CHECK(status_with("Origin: https://app.example:444\r\n") == 403);
  CHECK(status_with("Origin: https://app.example.evil\r\n") == 403);
  CHECK(status_with("Origin: http://a.example\r\n") == 403);
  CHECK(status_with("Origin: http://a.example:8080.evil\r\n") == 403);
  CHECK(status_with("Origin: null\r\n") == 403);
  CHECK(status_with("Origin: http://localhost:3000\r\n") == 403);
  CHECK(status_with("Origin: \r\n") == 403);
}

TEST_CASE("the scheme's own port is the same as none") {
  auto from = [](std::string_view host, std::string_view origin) {
    return status_with("Host: " + std::string(host) + "\r\nOrigin: " + std::string(origin) + "\r\n", "Host");
  };
  CHECK(from("a.example", "http://a.example:80") == 101);
  CHECK(from("a.example:443", "https://a.example") == 101);
  CHECK(from("a.example:80", "https://a.example") == 403);
}

TEST_CASE("the rules may allow every origin, or any of localhost") {
  auto foreign = head_with("Origin: https://b.example\r\n");
  CHECK(status(judge(foreign, {}, {"/graphql", {"*"}, false})) == 101);
  net::upgrade_rules dev{"/graphql", {}, true};
  CHECK(status(judge(foreign, {}, dev)) == 403);
  for (std::string origin :
       {"http://localhost", "https://localhost:3000", "http://127.0.0.1:5173", "http://[::1]:1"})
    CHECK(status(judge(head_with("Origin: " + origin + "\r\n"), {}, dev)) == 101);
  for (std::string origin :
       {"http://localhost.evil", "http://localhost:3000.evil", "http://127.0.0.1.evil", "ftp://localhost"})
    CHECK(status(judge(head_with("Origin: " + origin + "\r\n"), {}, dev)) == 403);
}

TEST_CASE("full or draining, an upgrade gets 503 with Retry-After") {
  for (auto state : {net::service_state{false, {}}, net::service_state{true, "full"}}) {
    auto answer = judge(head_with(""), state);
    CHECK(status(answer) == 503);
    CHECK(has_field(answer, "Retry-After", "1"));
  }
}

TEST_CASE("/live says 200 always, /ready only when the server takes connections") {
  auto get = [](const std::string& path, net::service_state state) {
    return status(judge("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n", state));
  };
  CHECK(get("/live", {false, "full"}) == 200);
  CHECK(get("/ready", {true, {}}) == 200);
  CHECK(get("/ready", {false, {}}) == 503);
  CHECK(get("/ready", {true, "full"}) == 503);
  CHECK(status(judge("POST /ready HTTP/1.1\r\nHost: a\r\n\r\n")) == 405);
}

TEST_CASE(
    "/metrics is served as plain text where there is one, whatever the server's state; else it is 404") {
  const std::string asked = " /metrics HTTP/1.1\r\nHost: a\r\n\r\n";
  CHECK(status(judge("GET" + asked)) == 404);
  auto counting = rules;
  counting.metrics = [] { return std::string("x 1\n"); };
  for (auto state : {net::service_state{}, net::service_state{false, {}}, net::service_state{true, "full"}}) {
    const auto answer = net::to_text(std::get<net::http_answer>(judge("GET" + asked, state, counting)));
    CHECK(answer == "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
                    "Content-Length: 4\r\nConnection: close\r\n\r\nx 1\n");
  }
  for (const auto* method : {"HEAD", "POST"}) {
    const auto answer = judge(method + asked, {}, counting);
    CHECK(status(answer) == 405);
    CHECK(has_field(answer, "Allow", "GET"));
  }
}

TEST_CASE("P3: the JSON body says what came, why not, and what to do") {
  auto answer =
      net::to_text(std::get<net::http_answer>(judge("GET /\"<\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n")));
  CHECK(answer.find("\r\nConnection: close\r\n") != std::string::npos);
  CHECK(
      answer.find(
          R"({"received":"GET /\"<??","error":"nothing is served on this path","remedy":"connect to /graphql"})") !=
      std::string::npos);
}
