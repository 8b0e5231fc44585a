// How the bytes come apart does not matter: in one piece, byte by byte, or in pieces of the fuzzer's choice.
#include "proto/utf8.hpp"
#include "proto/websocket/frame.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace mitos::proto;
using namespace mitos::proto::websocket;

constexpr std::size_t message_limit = 300;
constexpr std::size_t fragment_limit = 6;

void require(bool promise) {
  if (!promise)
    std::abort();
}

/// An event as text, its promises checked.
struct note_of {
  std::string operator()(const text_frame& e) const {
    require(e.text.size() <= message_limit && is_utf8(e.text));
    return "text " + std::string(e.text);
  }
  std::string operator()(const binary_frame&) const { return "binary"; }
  std::string operator()(const ping_frame& e) const {
    require(e.payload.size() <= 125);
    return "ping " + std::string(e.payload);
  }
  std::string operator()(const pong_frame&) const { return "pong"; }
  std::string operator()(const close_frame& e) const {
    require(is_utf8(e.reason.text) && (may_be_sent(e.reason.code) || e.reason.code == 1005));
    return "close " + std::to_string(e.reason.code) + e.reason.text;
  }
  std::string operator()(const violation& e) const { return "violation " + std::to_string(e.reason.code); }
};

std::vector<std::string> notes(const std::string& bytes, std::size_t piece_size) {
  decoder d;
  d.limit_message(message_limit);
  d.limit_fragments(fragment_limit);
  std::vector<std::string> out;
  for (std::size_t at = 0; at < bytes.size(); at += piece_size) {
    std::string piece = bytes.substr(at, piece_size);
    std::span<char> rest(piece);
    while (const auto event = d.next(rest))
      out.push_back(std::visit(note_of{}, *event));
    require(rest.empty());
  }
  return out;
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0)
    return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = notes(bytes, std::max<std::size_t>(bytes.size(), 1));
  require(notes(bytes, 1) == whole);
  require(notes(bytes, 1U + data[0]) == whole);
  return 0;
}
