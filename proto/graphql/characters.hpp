/// The characters of a document: UTF-8 read and written, and the classes of the specification, section 2.1.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mitos::proto::graphql {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Names are most of a document, so this is looked up.
inline bool is_name_continue(char c) {
  static constexpr auto yes = [] {
    std::array<bool, 256> all{};
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto of = static_cast<char>(i);
      all[i] = is_name_start(of) || is_digit(of);
    }
    return all;
  }();
  return yes[static_cast<unsigned char>(c)];
}
inline bool is_white_space(char c) { return c == ' ' || c == '\t'; }

/// The value of a hexadecimal digit, or -1.
int hex_digit(char c);

inline bool is_scalar_value(std::int64_t point) {
  return (point >= 0 && point <= 0xD7FF) || (point >= 0xE000 && point <= 0x10FFFF);
}

/// One character of a text; `length` is 0 where the bytes are no UTF-8.
struct character {
  std::uint32_t point = 0xFFFD;
  std::size_t length = 0;
  std::size_t utf16_units() const { return point > 0xFFFF ? 2 : 1; }
};

/// The character at `at`, which is below the size of `text`.
character decode_utf8(std::string_view text, std::size_t at);
void append_utf8(std::string& out, std::uint32_t point);

/// The first bytes of `text` that make up `units` UTF-16 units, as JavaScript's slice counts them.
std::string_view utf16_prefix(std::string_view text, std::size_t units);

} // namespace mitos::proto::graphql
