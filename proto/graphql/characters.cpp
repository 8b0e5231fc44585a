#include "proto/graphql/characters.hpp"

namespace mitos::proto::graphql {

int hex_digit(char c) {
  if (is_digit(c))
    return c - '0';
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

namespace {

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80)
    return 1;
  if (lead >= 0xC2 && lead <= 0xDF)
    return 2;
  if (lead >= 0xE0 && lead <= 0xEF)
    return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool is_overlong(std::uint32_t point, std::size_t length) {
  return (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
}

} // namespace

character decode_utf8(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = sequence_length(lead);
  if (length == 0 || at + length > text.size())
    return {};
  std::uint32_t point = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0U) != 0x80U)
      return {};
    point = (point << 6U) | (next & 0x3FU);
  }
  if (!is_scalar_value(point) || is_overlong(point, length))
    return {};
  return {point, length};
}

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  const auto put_tail = [&](unsigned shift) { put(0x80U | ((point >> shift) & 0x3FU)); };
  if (point < 0x80)
    return put(point);
  if (point < 0x800) {
    put(0xC0U | (point >> 6U));
    return put_tail(0);
  }
  if (point < 0x10000) {
    put(0xE0U | (point >> 12U));
  } else {
    put(0xF0U | (point >> 18U));
    put_tail(12);
  }
  put_tail(6);
  put_tail(0);
}

std::string_view utf16_prefix(std::string_view text, std::size_t units) {
  std::size_t at = 0;
  while (at < text.size() && units > 0) {
    const character c = decode_utf8(text, at);
    at += c.length == 0 ? 1 : c.length;
    units -= c.utf16_units() > units ? units : c.utf16_units();
  }
  return text.substr(0, at);
}

} // namespace mitos::proto::graphql
