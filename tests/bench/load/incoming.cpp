#include "tests/bench/load/incoming.hpp"

#include <charconv>
#include <string>

namespace mitos::bench {

namespace {

std::size_t byte_of(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

/// How long the header is, as its second byte says.
std::size_t header_size(std::size_t second) {
  if (second < 126)
    return 2;
  return second == 126 ? 4 : 10;
}

std::size_t payload_size(std::string_view header) {
  if (header.size() == 2)
    return byte_of(header, 1);
  std::size_t size = 0;
  for (std::size_t i = 2; i < header.size(); ++i)
    size = size << 8 | byte_of(header, i);
  return size;
}

kind kind_of(std::string_view text) {
  constexpr std::string_view key = R"("type":")";
  const auto at = text.find(key);
  const auto type = at == std::string_view::npos ? std::string_view() : text.substr(at + key.size());
  if (type.starts_with("next\""))
    return kind::next;
  if (type.starts_with("complete\""))
    return kind::complete;
  if (type.starts_with("connection_ack\""))
    return kind::acknowledged;
  if (type.starts_with("pong\""))
    return kind::pong;
  if (type.starts_with("ping\""))
    return kind::ping;
  if (type.starts_with("error\""))
    return kind::error;
  throw failure("not understood: " + std::string(text));
}

bool has_id(kind what) { return what == kind::next || what == kind::complete || what == kind::error; }

} // namespace

std::optional<frame> take_frame(std::string_view& bytes) {
  if (bytes.size() < 2)
    return std::nullopt;
  if ((byte_of(bytes, 0) & 0x80) == 0 || (byte_of(bytes, 1) & 0x80) != 0)
    throw failure("a frame that is fragmented or masked");
  const auto head = header_size(byte_of(bytes, 1));
  if (bytes.size() < head)
    return std::nullopt;
  const auto size = payload_size(bytes.substr(0, head));
  if (bytes.size() - head < size)
    return std::nullopt;
  const frame found{static_cast<std::uint8_t>(byte_of(bytes, 0) & 15), bytes.substr(head, size)};
  bytes.remove_prefix(head + size);
  return found;
}

message read_message(std::string_view text) {
  const auto what = kind_of(text);
  return {what, has_id(what) ? number_behind(text, R"("id":")") : 0, text};
}

std::uint32_t number_behind(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  std::uint32_t number = 0;
  if (at == std::string_view::npos || text.size() - at - mark.size() < 8)
    throw failure("no number: " + std::string(text));
  const auto* digits = text.data() + at + mark.size();
  if (std::from_chars(digits, digits + 8, number, 16).ptr != digits + 8)
    throw failure("no number: " + std::string(text));
  return number;
}

} // namespace mitos::bench
