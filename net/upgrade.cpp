#include "net/upgrade.hpp"

#include "net/origin.hpp"
#include "net/routes.hpp"
#include "proto/subprotocol.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

namespace mitos::net {

namespace {

using fault = std::optional<http_answer>;

std::string line_of(const request& asked) { return asked.method + ' ' + asked.target; }

fault bad(const request& asked, std::string_view why, std::string_view remedy) {
  return refusal(400, line_of(asked), why, remedy);
}

std::string base64(const unsigned char* bytes, int size) {
  std::array<unsigned char, 64> text{};
  auto length = EVP_EncodeBlock(text.data(), bytes, size);
  return {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(length)};
}

/// 16 bytes of base64, as an encoder writes them (RFC 6455, section 4.1).
bool is_key(std::string_view key) {
  std::array<unsigned char, 18> bytes{};
  if (key.size() != 24 || key.substr(22) != "==")
    return false;
  auto size = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(key.data()), 24);
  return size == 18 && base64(bytes.data(), 16) == key;
}

/// RFC 6455, section 4.2.2.
std::string accept_key(std::string_view key) {
  auto text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return base64(digest.data(), SHA_DIGEST_LENGTH);
}

// In the order in which they are asked; the first that has an answer ends it.

fault message_fault(const request& asked) {
  if (asked.count("Host") != 1)
    return bad(asked, "there is not exactly one Host header", "send one Host header");
  if (asked.find("Host")->find_first_of(" \t/?#@\\\"<>,") != std::string_view::npos)
    return bad(asked, "the Host header is no host", "send the host, and its port, that you connect to");
  return std::nullopt;
}

fault body_fault(const request& asked) {
  if (asked.count("Transfer-Encoding") > 0)
    return bad(asked, "a Transfer-Encoding announces a body", "send a request without a body");
  if (asked.count("Content-Length") > 0 && asked.joined("Content-Length") != "0")
    return bad(asked, "a Content-Length announces a body", "send a request without a body");
  return std::nullopt;
}

fault route_fault(const request& asked, const upgrade_rules& rules) {
  if (asked.path() != rules.path)
    return refusal(404, line_of(asked), "nothing is served on this path", "connect to " + rules.path);
  if (asked.method == "GET")
    return std::nullopt;
  return method_refusal(asked, "open a WebSocket; operations are sent over it, not over HTTP");
}

fault handshake_fault(const request& asked) {
  if (asked.count("Upgrade") == 0 && asked.count("Sec-WebSocket-Key") == 0) {
    auto answer = refusal(426, line_of(asked), "only WebSockets are served here",
                          "use a GraphQL client that speaks graphql-transport-ws");
    answer.fields.emplace_back("Upgrade", "websocket");
    return answer;
  }
  if (!has_token(asked.joined("Upgrade"), "websocket"))
    return bad(asked, "the Upgrade header does not name websocket", "send Upgrade: websocket");
  if (!has_token(asked.joined("Connection"), "upgrade"))
    return bad(asked, "the Connection header does not name Upgrade",
               "send Connection: Upgrade; a proxy in between must pass it on");
  return std::nullopt;
}

fault websocket_fault(const request& asked) {
  if (asked.count("Sec-WebSocket-Version") != 1)
    return bad(asked, "there is not exactly one Sec-WebSocket-Version", "send Sec-WebSocket-Version: 13");
  if (asked.find("Sec-WebSocket-Version") != "13") {
    auto answer =
        refusal(426, line_of(asked), "the WebSocket version is not 13", "use version 13 (RFC 6455)");
    answer.fields.emplace_back("Upgrade", "websocket");
    answer.fields.emplace_back("Sec-WebSocket-Version", "13");
    return answer;
  }
  if (asked.count("Sec-WebSocket-Key") != 1 || !is_key(*asked.find("Sec-WebSocket-Key")))
    return bad(asked, "the Sec-WebSocket-Key is missing, doubled or no 16 bytes of base64",
               "send 16 random bytes, base64-encoded");
  return std::nullopt;
}

fault origin_fault(const request& asked, const upgrade_rules& rules) {
  if (asked.count("Origin") == 0)
    return std::nullopt;
  if (asked.count("Origin") > 1)
    return bad(asked, "there are several Origin headers", "send one");
  auto origin = *asked.find("Origin");
  if (may_connect(origin, *asked.find("Host"), rules))
    return std::nullopt;
  const bool has_name = origin.find("://") != std::string_view::npos;
  return refusal(403, "Origin: " + std::string(origin), "pages of this origin may not connect",
                 has_name ? "allow it: --allow-origin " + std::string(origin)
                          : "connect from a page that has a scheme and a host");
}

fault state_fault(service_state now) {
  if (!now.ready)
    return busy("the server starts, or is about to stop");
  if (!now.busy.empty())
    return busy(now.busy);
  return std::nullopt;
}

upgrade accept(request asked) {
  auto dialect = proto::choose_subprotocol(asked.joined("Sec-WebSocket-Protocol"));
  std::string answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Accept: " +
                       accept_key(*asked.find("Sec-WebSocket-Key"));
  if (dialect)
    (answer += "\r\nSec-WebSocket-Protocol: ") += proto::subprotocol_name(*dialect);
  return {answer + "\r\n\r\n", {{}, std::move(asked.target), std::move(asked.fields), dialect, false}};
}

} // namespace

std::variant<upgrade, http_answer> judge(request asked, const upgrade_rules& rules, service_state now) {
  if (auto answer = message_fault(asked))
    return *answer;
  if (asked.method != "POST") // which has its own answer, whatever its body
    if (auto answer = body_fault(asked))
      return *answer;
  if (auto answer = plain_route(asked, rules, now))
    return *answer;
  if (auto answer = route_fault(asked, rules))
    return *answer;
  if (auto answer = handshake_fault(asked))
    return *answer;
  if (auto answer = websocket_fault(asked))
    return *answer;
  if (auto answer = origin_fault(asked, rules))
    return *answer;
  if (auto answer = state_fault(now))
    return *answer;
  return accept(std::move(asked));
}

http_answer method_refusal(const request& asked, std::string_view remedy) {
  auto answer = refusal(405, line_of(asked), "the method is not GET", remedy);
  answer.fields.emplace_back("Allow", "GET");
  return answer;
}

http_answer answer_to(const head_fault& fault) {
  return refusal(fault.status, "bytes that are no request to take", fault.what,
                 "send an HTTP/1.1 request of a usual size");
}

http_answer busy(std::string_view why) {
  auto answer = refusal(503, "a WebSocket upgrade", why, "try again, or another node");
  answer.fields.emplace_back("Retry-After", "1");
  return answer;
}

} // namespace mitos::net
