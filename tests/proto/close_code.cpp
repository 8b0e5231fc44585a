#include "proto/close_code.hpp"

#include "proto/utf8.hpp"
#include "tests/catch.hpp"

#include <random>

namespace {

using namespace mitos::proto;

std::string cut(std::string_view text) { return close_reason(close_code::invalid_message, text).text; }

const std::string fffd = "\xEF\xBF\xBD";

} // namespace

TEST_CASE("P9: a close reason of 123 bytes stays whole, of 124 loses one") {
  CHECK(cut(std::string(123, 'x')) == std::string(123, 'x'));
  CHECK(cut(std::string(124, 'x')) == std::string(123, 'x'));
}

TEST_CASE("P9: a close reason is cut between characters") {
  CHECK(cut(std::string(122, 'x') + "\xC3\xA9") == std::string(122, 'x'));
  CHECK(cut(std::string(121, 'x') + "\xC3\xA9y") == std::string(121, 'x') + "\xC3\xA9");
  CHECK(cut(std::string(120, 'x') + "\xF0\x9F\x98\x80") == std::string(120, 'x'));
  CHECK(cut(std::string(119, 'x') + "\xF0\x9F\x98\x80") == std::string(119, 'x') + "\xF0\x9F\x98\x80");
}

TEST_CASE("P9: what is no UTF-8 in a close reason becomes U+FFFD") {
  CHECK(cut("a\xFF\x62") == "a" + fffd + "b");
  CHECK(cut("\xC3") == fffd);
  CHECK(cut("\xE2\x82") == fffd);
  CHECK(cut("\xE2\x82z") == fffd + "z");
  CHECK(cut("\xE2\x82\xC3\xA9") == fffd + "\xC3\xA9");
  CHECK(cut("\x80\x80") == fffd + fffd);
  CHECK(cut("\xED\xA0\x80") == fffd + fffd + fffd);
}

TEST_CASE("P9: whatever the bytes, a close reason is UTF-8 of at most 123 bytes") {
  constexpr std::string_view pieces = "\xC3\xA9\xF0\x9F\x98\x80xy";
  std::mt19937 random(9);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 200, '\0');
    for (auto& b : bytes)
      b = random() % 3 == 0 ? static_cast<char>(random()) : pieces[random() % pieces.size()];
    const auto text = cut(bytes);
    REQUIRE(text.size() <= max_close_text);
    REQUIRE(is_utf8(text));
  }
}

TEST_CASE("P9: a reason that is UTF-8 and short is not touched") {
  CHECK(cut("\xC3\xA9t\xC3\xA9") == "\xC3\xA9t\xC3\xA9");
}

TEST_CASE("RFC 6455 7.4: codes that an endpoint may send") {
  for (const int code :
       {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4400, 4999})
    CHECK(may_be_sent(static_cast<std::uint16_t>(code)));
}

TEST_CASE("RFC 6455 7.4: codes that no endpoint may send") {
  for (const int code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
    CHECK_FALSE(may_be_sent(static_cast<std::uint16_t>(code)));
}
