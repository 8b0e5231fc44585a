#include "proto/utf8.hpp"

#include <cstring>

namespace mitos::proto {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// The length of a run of ASCII at the front, in whole words.
std::size_t ascii_words(std::string_view bytes) {
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= bytes.size(); at += sizeof word) {
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if ((word & 0x8080808080808080U) != 0)
      break;
  }
  return at;
}

} // namespace

bool utf8_validator::feed(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (expected_ == 0)
      at += ascii_words(bytes.substr(at));
    if (at == bytes.size())
      break;
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (!(expected_ == 0 ? begin(byte) : go_on(byte)))
      return false;
  }
  return true;
}

// RFC 3629, section 4: overlong forms, surrogates and what lies above U+10FFFF fail at the second byte.
bool utf8_validator::begin(unsigned char lead) {
  if (lead < 0x80)
    return true;
  if (lead < 0xC2 || lead > 0xF4)
    return false;
  expected_ = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  low_ = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  high_ = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  return true;
}

bool utf8_validator::go_on(unsigned char byte) {
  if (byte < low_ || byte > high_)
    return false;
  --expected_;
  low_ = 0x80;
  high_ = 0xBF;
  return true;
}

bool is_utf8(std::string_view bytes) {
  utf8_validator validator;
  return validator.feed(bytes) && validator.whole();
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes)
    return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80)
    --bytes;
  return text.substr(0, bytes);
}

std::string utf8_mended(std::string_view bytes) {
  std::string out;
  utf8_validator validator;
  std::size_t begun = 0; // where the character under way begins
  for (std::size_t at = 0; at < bytes.size();) {
    if (validator.feed(bytes.substr(at, 1))) {
      ++at;
      if (!validator.whole())
        continue;
      out += bytes.substr(begun, at - begun);
    } else {
      out += replacement;
      at += at == begun ? 1 : 0; // a byte that breaks a character may begin the next one
      validator = {};
    }
    begun = at;
  }
  if (begun < bytes.size())
    out += replacement;
  return out;
}

} // namespace mitos::proto
