#include "tests/net/peer.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace mitos::tests {

namespace {

std::size_t byte_of(const std::string& bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

void set_timeout(int descriptor) {
  timeval limit{patience.count(), 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

void append_length(std::string& out, std::size_t size) {
  if (size < 126) {
    out += static_cast<char>(0x80 | size);
    return;
  }
  const int digits = size < 65536 ? 2 : 8;
  out += static_cast<char>(digits == 2 ? 0xfe : 0xff);
  for (int i = digits - 1; i >= 0; --i)
    out += static_cast<char>(size >> (8 * i) & 0xff);
}

} // namespace

std::uint16_t heard_frame::close_code() const {
  if (payload.size() < 2)
    return 1005;
  return static_cast<std::uint16_t>(byte_of(payload, 0) << 8 | byte_of(payload, 1));
}

std::string heard_frame::close_text() const { return payload.size() < 2 ? "" : payload.substr(2); }

std::string client_frame(std::uint8_t first, std::string_view payload) {
  static constexpr char mask[] = {0x37, 0x2a, 0x51, 0x0c};
  std::string frame(1, static_cast<char>(first));
  append_length(frame, payload.size());
  frame.append(mask, 4);
  for (std::size_t i = 0; i < payload.size(); ++i)
    frame += static_cast<char>(payload[i] ^ mask[i % 4]);
  return frame;
}

std::string text_frame(std::string_view text) { return client_frame(0x81, text); }

std::string close_frame(std::uint16_t code, std::string_view text) {
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
  return client_frame(0x88, payload.append(text));
}

std::string upgrade_request(std::string_view protocols, std::string_view extra, std::string_view path) {
  std::string head = "GET ";
  head.append(path).append(" HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
  if (!protocols.empty())
    head.append("Sec-WebSocket-Protocol: ").append(protocols).append("\r\n");
  return head.append(extra).append("\r\n");
}

peer::peer(std::uint16_t port, int receive_buffer, const std::string& from)
    : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
  set_timeout(descriptor_);
  if (receive_buffer > 0)
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  const int on = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  ::inet_pton(AF_INET, from.c_str(), &address.sin_addr);
  ::bind(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect");
}

peer::peer(peer&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      heard_(std::move(other.heard_)) {}

peer::~peer() {
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

void peer::says(std::string_view bytes) {
  while (!bytes.empty()) {
    auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0)
      return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::size_t peer::says_some(std::string_view bytes) {
  auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

void peer::says_nothing_more() { ::shutdown(descriptor_, SHUT_WR); }

void peer::vanishes() {
  linger reset{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  ::close(std::exchange(descriptor_, -1));
}

bool peer::read_more() {
  char bytes[16 * 1024];
  auto size = ::recv(descriptor_, bytes, sizeof bytes, 0);
  if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
    throw std::runtime_error("the server said nothing for too long");
  if (size <= 0)
    return false;
  heard_.append(bytes, static_cast<std::size_t>(size));
  return true;
}

std::string peer::hears_until(std::string_view end) {
  auto found = heard_.find(end);
  for (; found == heard_.npos; found = heard_.find(end))
    if (!read_more())
      throw std::runtime_error("the server closed after \"" + heard_ + '"');
  auto said = heard_.substr(0, found + end.size());
  heard_.erase(0, said.size());
  return said;
}

std::string peer::hears_rest() {
  while (read_more()) {
  }
  return std::exchange(heard_, {});
}

std::optional<heard_frame> peer::hears() {
  auto need = [this](std::size_t bytes) {
    while (heard_.size() < bytes)
      if (!read_more())
        return false;
    return true;
  };
  if (!need(2))
    return std::nullopt;
  std::size_t size = byte_of(heard_, 1);
  std::size_t head = size < 126 ? 2 : size == 126 ? 4 : 10;
  if (!need(head))
    return std::nullopt;
  if (head > 2) {
    size = 0;
    for (std::size_t i = 2; i < head; ++i)
      size = size << 8 | byte_of(heard_, i);
  }
  if (!need(head + size))
    return std::nullopt;
  heard_frame frame{static_cast<std::uint8_t>(byte_of(heard_, 0) & 0x0f), heard_.substr(head, size)};
  heard_.erase(0, head + size);
  return frame;
}

std::string peer::hears_text() {
  auto frame = hears();
  if (!frame || frame->opcode != 1)
    throw std::runtime_error("not a text but " + (frame ? std::to_string(frame->opcode) : "the end"));
  return frame->payload;
}

std::uint16_t peer::hears_close() {
  auto frame = hears();
  while (frame && frame->opcode != 8)
    frame = hears();
  return frame ? frame->close_code() : std::uint16_t{1006};
}

bool peer::sees_end() {
  while (read_more()) {
  }
  return true;
}

peer& peer::upgrades(std::string_view protocols) {
  says(upgrade_request(protocols));
  if (auto head = hears_until("\r\n\r\n"); head.rfind("HTTP/1.1 101 ", 0) != 0)
    throw std::runtime_error("no upgrade: " + head);
  return *this;
}

peer& peer::greets() {
  upgrades();
  says(text_frame(R"({"type":"connection_init"})"));
  if (auto ack = hears_text(); ack.find("connection_ack") == ack.npos)
    throw std::runtime_error("no ack: " + ack);
  return *this;
}

} // namespace mitos::tests
