#include "proto/utf8.hpp"

#include "tests/catch.hpp"

namespace {

using namespace mitos::proto;

std::string encoded(std::uint32_t c) {
  const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80)
    return {static_cast<char>(c)};
  if (c < 0x800)
    return {static_cast<char>(0xC0U | (c >> 6U)), tail(0)};
  if (c < 0x10000)
    return {static_cast<char>(0xE0U | (c >> 12U)), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | (c >> 18U)), tail(12), tail(6), tail(0)};
}

/// Where a validator that gets one byte at a time first says no; npos where it never does.
std::size_t first_bad(std::string_view bytes) {
  utf8_validator v;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (!v.feed(bytes.substr(i, 1)))
      return i;
  return std::string_view::npos;
}

} // namespace

TEST_CASE("UTF-8: every scalar value is valid, every surrogate is not") {
  for (std::uint32_t c = 0; c <= 0x10FFFF; ++c) {
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (is_utf8(encoded(c)) == surrogate)
      FAIL("U+" << std::hex << c);
  }
  CHECK_FALSE(is_utf8(encoded(0x110000)));
}

TEST_CASE("UTF-8: overlong forms and stray bytes are not valid") {
  for (const std::string_view bytes :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF",
        "\x80", "\xBF", "\xF5\x80\x80\x80", "\xFE", "\xFF"})
    CHECK_FALSE(is_utf8(bytes));
}

TEST_CASE("UTF-8: a character that does not end is not whole") {
  utf8_validator v;
  CHECK(v.feed("a\xE2\x82"));
  CHECK_FALSE(v.whole());
  CHECK(v.feed("\xAC"));
  CHECK(v.whole());
}

TEST_CASE("UTF-8: the first byte that cannot go on is the one that fails") {
  CHECK(first_bad("ab\xFFz") == 2);
  CHECK(first_bad("\xE2\x82z") == 2);
  CHECK(first_bad("\xED\xA0\x80") == 1);
  CHECK(first_bad("\xF4\x90\x80\x80") == 1);
  CHECK(first_bad("\xE0\x80\x80") == 1);
}

TEST_CASE("UTF-8: a bad byte is found at every place of a long ASCII text") {
  for (std::size_t at = 0; at < 40; ++at) {
    std::string text(40, 'a');
    CHECK(is_utf8(text));
    text[at] = '\xFF';
    CHECK_FALSE(is_utf8(text));
    text.replace(at, 1, "\xC3\xA9");
    CHECK(is_utf8(text));
  }
}

TEST_CASE("UTF-8: a run of ASCII inside a character is not passed over") {
  CHECK_FALSE(is_utf8("\xC3"
                      "aaaaaaaa"
                      "\xA9"));
  CHECK(first_bad("\xC3"
                  "aaaaaaaa") == 1);
}

TEST_CASE("UTF-8: a prefix ends between characters") {
  CHECK(utf8_prefix("a\xE2\x82\xAC", 3) == "a");
  CHECK(utf8_prefix("a\xE2\x82\xAC", 4) == "a\xE2\x82\xAC");
  CHECK(utf8_prefix("\xE2\x82\xAC", 2).empty());
  CHECK(utf8_prefix("abc", 9) == "abc");
}
