#include "tests/proto/frame_maker.hpp"

namespace mitos::tests {

namespace {

using namespace proto::websocket;

/// An event in a line.
struct line_of {
  std::string operator()(const text_frame& e) const { return "text " + std::string(e.text); }
  std::string operator()(const binary_frame&) const { return "binary"; }
  std::string operator()(const ping_frame& e) const { return "ping " + std::string(e.payload); }
  std::string operator()(const pong_frame&) const { return "pong"; }
  std::string operator()(const close_frame& e) const {
    return "close " + std::to_string(e.reason.code) + " " + e.reason.text;
  }
  std::string operator()(const violation& e) const { return "violation " + std::to_string(e.reason.code); }
};

unsigned length_bytes_of(std::size_t size) { return size < 126 ? 0 : size < 65536 ? 2 : 8; }

void hear(decoder& d, std::span<char> piece, std::vector<std::string>& heard) {
  while (const auto event = d.next(piece))
    heard.push_back(std::visit(line_of{}, *event));
}

} // namespace

std::string frame_maker::bytes() const {
  const unsigned extended = length_bytes > 0 ? length_bytes : length_bytes_of(payload.size());
  const std::size_t length = extended == 0 ? payload.size() : extended == 2 ? 126 : 127;
  std::string out;
  out += static_cast<char>((final ? 0x80U : 0U) | (reserved << 4U) | code);
  out += static_cast<char>((masked ? 0x80U : 0U) | length);
  for (unsigned i = extended; i > 0; --i)
    out += static_cast<char>(payload.size() >> (8 * (i - 1)));
  if (masked)
    out += key;
  for (std::size_t i = 0; i < payload.size(); ++i)
    out += static_cast<char>(masked ? payload[i] ^ key[i % 4] : payload[i]);
  return out;
}

std::string text(std::string_view payload, bool final) {
  return frame_maker{.code = 1, .payload = std::string(payload), .final = final}.bytes();
}
std::string binary(std::string_view payload, bool final) {
  return frame_maker{.code = 2, .payload = std::string(payload), .final = final}.bytes();
}
std::string continuation(std::string_view payload, bool final) {
  return frame_maker{.code = 0, .payload = std::string(payload), .final = final}.bytes();
}
std::string ping(std::string_view payload) {
  return frame_maker{.code = 9, .payload = std::string(payload)}.bytes();
}
std::string pong(std::string_view payload) {
  return frame_maker{.code = 10, .payload = std::string(payload)}.bytes();
}
std::string closing() { return frame_maker{.code = 8, .payload = {}}.bytes(); }
std::string closing(unsigned code, std::string_view reason) {
  std::string payload{static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
  payload += reason;
  return frame_maker{.code = 8, .payload = payload}.bytes();
}

std::vector<std::string> events(const std::string& bytes, const std::vector<std::size_t>& cuts, decoder d) {
  std::vector<std::string> heard;
  std::size_t begun = 0;
  for (const auto cut : cuts) {
    // A buffer of its own, so that a view into an earlier piece is one into freed memory.
    std::string piece = bytes.substr(begun, cut - begun);
    hear(d, piece, heard);
    begun = cut;
  }
  std::string rest = bytes.substr(begun);
  hear(d, rest, heard);
  return heard;
}

} // namespace mitos::tests
