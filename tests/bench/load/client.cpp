#include "tests/bench/load/client.hpp"

#include <algorithm>
#include <cctype>

namespace mitos::bench {

namespace {

constexpr std::string_view request = "GET /graphql HTTP/1.1\r\n"
                                     "Host: 127.0.0.1\r\n"
                                     "Upgrade: websocket\r\n"
                                     "Connection: Upgrade\r\n"
                                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                     "Sec-WebSocket-Version: 13\r\n"
                                     "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n";
/// RFC 6455, section 1.3, has it for that key.
constexpr std::string_view accepted = "sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=";

void check_answer(std::string head) {
  std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) { return std::tolower(c); });
  if (!head.starts_with("http/1.1 101") || head.find(accepted) == std::string::npos)
    throw failure("not upgraded: " + head);
}

} // namespace

void client::connect(const target& server, std::uint32_t number) {
  wire_ = std::make_unique<wire>(server, number);
  hears_ = &client::upgrading;
  out_ = request;
  flush();
}

void client::leave() {
  wire_.reset();
  hears_ = &client::upgrading;
  out_.clear();
  rest_.clear();
}

void client::flush() {
  if (!out_.empty())
    out_.erase(0, wire_->write(out_));
}

void client::readable(std::span<char> buffer, scenario& listener) {
  const auto kept = rest_.copy(buffer.data(), buffer.size());
  const auto got = wire_->read(buffer.subspan(kept));
  if (!got)
    throw failure("the server ended a connection");
  const auto rest = (this->*hears_)({buffer.data(), kept + *got}, listener);
  if (!is_open())
    return;
  rest_.assign(rest);
  flush();
}

std::string_view client::upgrading(std::string_view bytes, scenario& listener) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos)
    return bytes;
  check_answer(std::string(bytes.substr(0, end + 2)));
  static const auto init = initialises();
  say(init);
  hears_ = &client::awaiting_ack;
  return awaiting_ack(bytes.substr(end + 4), listener);
}

std::string_view client::awaiting_ack(std::string_view bytes, scenario& listener) {
  const auto said = next_message(bytes);
  if (!said)
    return bytes;
  if (said->what != kind::acknowledged)
    throw failure("not acknowledged: " + std::string(said->text));
  hears_ = &client::ready;
  listener.ready(*this);
  return ready(bytes, listener);
}

std::string_view client::ready(std::string_view bytes, scenario& listener) {
  while (is_open()) {
    const auto said = next_message(bytes);
    if (!said)
      break;
    listener.heard(*this, *said);
  }
  return bytes;
}

std::optional<message> client::next_message(std::string_view& bytes) {
  constexpr std::uint8_t text = 1, ping = 9, pong = 10;
  while (const auto found = take_frame(bytes)) {
    if (found->opcode == text)
      return read_message(found->payload);
    if (found->opcode == ping)
      say(outgoing::pong(found->payload));
    else if (found->opcode != pong)
      throw failure("the server closed: " +
                    std::string(found->payload.substr(std::min<std::size_t>(2, found->payload.size()))));
  }
  return std::nullopt;
}

} // namespace mitos::bench
