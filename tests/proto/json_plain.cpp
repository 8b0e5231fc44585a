#include "proto/json_plain.hpp"

#include "tests/catch.hpp"
#include "tests/proto/json_told.hpp"

using namespace mitos::proto;
using mitos::tests::json_told;

namespace {

std::string plain(std::string_view text, const json::limits& limits = {}) {
  json_told heard;
  return json::scan_plain(text, limits, heard) ? heard.all : "not plain";
}

std::string any(std::string_view text) {
  json_told heard;
  const auto refused = json::scan_any(text, {}, heard);
  return refused ? refused->what : heard.all;
}

} // namespace

TEST_CASE("what most messages are made of is read as the library reads it", "[json]") {
  for (
      const auto* text :
      {R"({"id":"1","type":"subscribe","payload":{"query":"{ a(b: \"c\") {\n d } }","variables":{"x":[1,-2.50,true]}}})",
       " [ ] ", "{ }", R"(["",{"":null},[[]],0,-0,0.0,10,false])", R"("\"\\\/\b\f\n\r\t")", "\t[1 ,\r\n2]\n",
       "\"\xC3\xA4 \xF0\x9F\x98\x80 \x7F\"", "123456789012345678901234567890"}) {
    CHECK(plain(text) == any(text));
    CHECK(plain(text) != "not plain");
  }
}

TEST_CASE("what is rare or wrong is left to the library", "[json]") {
  for (const auto* text : {"",
                           "  ",
                           "{",
                           "[1,]",
                           "[1 2]",
                           "{\"a\"}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "01",
                           "-",
                           "-01",
                           "1.",
                           ".5",
                           "+1",
                           "1e5",
                           "1E5",
                           "tru",
                           "truex",
                           "nul",
                           "\"a",
                           "\"\\u0041\"",
                           "\"\\x\"",
                           "\"\\",
                           "\"\n\"",
                           "[1]]",
                           "\xEF\xBB\xBF[]",
                           "\"\xFF\"",
                           "\"\xED\xA0\x80\"",
                           "'a'",
                           "[1]//",
                           "NaN"})
    CHECK(plain(text) == "not plain");
  CHECK(plain(std::string_view("[]\0", 3)) == "not plain");
  CHECK(plain(std::string_view("\"\0\"", 3)) == "not plain");
}

TEST_CASE("the limits hold on either way", "[json]") {
  CHECK(plain("[[1]]", {.depth = 2}) != "not plain");
  CHECK(plain("[[1]]", {.depth = 1}) == "not plain");
  CHECK(plain("[1,2]", {.nodes = 3}) != "not plain");
  CHECK(plain("[1,2]", {.nodes = 2}) == "not plain");
  CHECK(plain(R"({"key":1})", {.key_bytes = 3}) != "not plain");
  CHECK(plain(R"({"key":1})", {.key_bytes = 2}) == "not plain");
  CHECK(plain("123", {.number_bytes = 3}) != "not plain");
  CHECK(plain("123", {.number_bytes = 2}) == "not plain");
  CHECK(plain(std::string(100'000, '['), {.depth = 1'000'000}) == "not plain");
}
