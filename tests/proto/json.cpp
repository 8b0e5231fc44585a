#include "proto/json.hpp"

#include "tests/catch.hpp"
#include "tests/texts.hpp"

namespace {

using namespace mitos::proto;
using mitos::tests::repeated;

// Asked for before the class was complete, clang would remember a no.
static_assert(std::is_default_constructible_v<json::value>);
static_assert(std::is_nothrow_move_constructible_v<json::value>);
static_assert(std::is_copy_assignable_v<json::object::member>);

/// The text of what was parsed, or what was wrong with it.
std::string reread(std::string_view text, const json::limits& limits = {}) {
  auto parsed = json::parse(text, limits);
  if (const auto* refused = std::get_if<json::error>(&parsed))
    return refused->what;
  return json::to_text(std::get<json::value>(parsed));
}

bool is_refused(std::string_view text, const json::limits& limits = {}) {
  return std::holds_alternative<json::error>(json::parse(text, limits));
}

std::string written(std::string_view text) {
  std::string out;
  json::write_string(out, text);
  return out;
}

} // namespace

TEST_CASE("JSON: every kind of value is read and written back") {
  CHECK(reread(R"( { "a" : [ null , true , false , 1.5 , "x" , { } , [ ] ] } )") ==
        R"({"a":[null,true,false,1.5,"x",{},[]]})");
}

TEST_CASE("JSON: a scalar alone is a text") {
  CHECK(reread("null") == "null");
  CHECK(reread(" true\n") == "true");
  CHECK(reread("7") == "7");
  CHECK(reread(R"("x")") == R"("x")");
}

TEST_CASE("JSON: a number keeps its text: 2^64 does not become a double") {
  for (const std::string number :
       {"18446744073709551616", "-9223372036854775809", "9007199254740993", "-0", "0", "1.50", "1E+3",
        "-0.0e-0", "123456789012345678901234567890.5", "1e-400"}) {
    CHECK(reread(number) == number);
    CHECK(reread("[" + number + "]") == "[" + number + "]");
    CHECK(reread("[0,\t" + number + " ]") == "[0," + number + "]");
    CHECK(reread("{\"a\":" + number + "}") == "{\"a\":" + number + "}");
  }
}

TEST_CASE("JSON: a number beyond a double's range is refused and says so") {
  CHECK(reread("[1e400]") == "JSON number 1e400 is too large for a double: write it as a string");
  CHECK(reread("-1" + repeated("0", 1'000)) ==
        "JSON number -1" + repeated("0", 22) + "... is too large for a double: write it as a string");
}

TEST_CASE("JSON: what is no number of RFC 8259 is refused") {
  for (const std::string number :
       {"01", "+1", "1.", ".5", "1e", "1e+", "-", "0x10", "NaN", "Infinity", "1_000", "--1"})
    CHECK(is_refused("[" + number + "]"));
}

TEST_CASE("JSON: a number literal of 64 characters passes, of 65 is refused") {
  CHECK(reread(repeated("1", 64)) == repeated("1", 64));
  CHECK(reread(repeated("1", 65)) == "JSON number of more than 64 characters");
  CHECK(is_refused("[0." + repeated("1", 63) + "]"));
}

TEST_CASE("JSON: nesting of 64 passes, of 65 is refused") {
  CHECK(reread(repeated("[", 64) + repeated("]", 64)) == repeated("[", 64) + repeated("]", 64));
  CHECK(reread(repeated("[", 65) + repeated("]", 65)) == "JSON nested deeper than 64");
  CHECK(is_refused(repeated("{\"a\":", 65) + "1" + repeated("}", 65)));
}

TEST_CASE("JSON: the depth is that of open brackets, not their number") {
  CHECK(reread("[" + repeated("[[]],", 100) + "1]") == "[" + repeated("[[]],", 100) + "1]");
}

TEST_CASE("JSON: a million open brackets are refused at the 65th") {
  CHECK(reread(repeated("[", 1'000'000)) == "JSON nested deeper than 64");
}

TEST_CASE("JSON: 100 000 values pass, one more is refused") {
  CHECK_FALSE(is_refused("[" + repeated("0,", 99'998) + "0]"));
  CHECK(reread("[" + repeated("0,", 99'999) + "0]") == "JSON of more than 100000 values");
}

TEST_CASE("JSON: strings, arrays and objects count as values") {
  const json::limits three{64, 3, 1024, 64};
  CHECK_FALSE(is_refused(R"(["a",{}])", three));
  CHECK(is_refused(R"(["a",{},[]])", three));
  CHECK(is_refused(R"(["a","b","c"])", three));
}

TEST_CASE("JSON: a key of 1024 bytes passes, of 1025 is refused") {
  CHECK_FALSE(is_refused("{\"" + repeated("k", 1024) + "\":1}"));
  CHECK(reread("{\"" + repeated("k", 1025) + "\":1}") == "JSON key of more than 1024 bytes");
}

TEST_CASE("JSON: a byte order mark is refused") { CHECK(is_refused("\xEF\xBB\xBF{}")); }

TEST_CASE("JSON: an escaped NUL inside a string is legal and comes back") {
  const auto parsed = json::parse(R"("a\u0000b")");
  REQUIRE(std::holds_alternative<json::value>(parsed));
  CHECK(*std::get<json::value>(parsed).as<std::string>() == std::string("a\0b", 3));
  CHECK(reread(R"("a\u0000b")") == R"("a\u0000b")");
}

TEST_CASE("JSON: a bare NUL is refused, inside a string and behind the text") {
  CHECK(is_refused(std::string_view("\"a\0b\"", 5)));
  CHECK(is_refused(std::string_view("{}\0", 3)));
  CHECK(is_refused(std::string_view("{}\0garbage", 10)));
}

TEST_CASE("JSON: lone surrogates are refused, pairs are one character") {
  CHECK(is_refused(R"("\ud800")"));
  CHECK(is_refused(R"("\udc00")"));
  CHECK(is_refused(R"("\ud800x")"));
  CHECK(is_refused(R"("\ud800\ud800")"));
  CHECK(reread(R"("\ud83d\ude00")") == "\"\xF0\x9F\x98\x80\"");
}

TEST_CASE("JSON: what is no UTF-8 is refused") {
  for (const std::string bytes : {"\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\xE2\x82"})
    CHECK(is_refused("\"" + bytes + "\""));
}

TEST_CASE("JSON: what JavaScript would take and RFC 8259 does not is refused") {
  for (const std::string_view text :
       {"",          " ",       "{",        "}",     "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "[1 2]",
        "// x\n1",   "/* */1",  "1 2",      "{}{}",  "tru",  "nul",        "True",  "\"a",     "\"\t\"",
        "\"\\x41\"", "{\"a\"}", "{\"a\":}", "{1:2}", "[",    "\xC2\xA0{}", "\v1"})
    CHECK(is_refused(text));
}

TEST_CASE("JSON: an error names the byte") {
  CHECK(reread("{\"a\":1,}") == "not JSON at byte 8: unexpected '}'; expected string literal");
}

TEST_CASE("JSON: an error repeats nothing of a long input") {
  CHECK(reread("\"" + repeated("x", 100'000)).size() < 120);
}

TEST_CASE("JSON: of equal keys the last value wins, at the place of the first") {
  CHECK(reread(R"({"a":1,"b":2,"a":3})") == R"({"a":3,"b":2})");
}

TEST_CASE("JSON: strings are escaped as JSON.stringify escapes") {
  CHECK(written("a\"b\\c/d") == R"("a\"b\\c/d")");
  CHECK(written("\b\t\n\f\r") == R"("\b\t\n\f\r")");
  CHECK(written(std::string_view("\0\x01\x0B\x1F\x20\x7F", 6)) == "\"\\u0000\\u0001\\u000b\\u001f \x7F\"");
  CHECK(written("\xC3\xA9\xE2\x80\xA8\xF0\x9F\x98\x80") == "\"\xC3\xA9\xE2\x80\xA8\xF0\x9F\x98\x80\"");
  CHECK(written("") == "\"\"");
}

TEST_CASE("JSON: every ASCII string survives writing and reading") {
  std::string all;
  for (char c = 0; c != 127; ++c)
    all += c;
  const auto parsed = json::parse(written(all));
  REQUIRE(std::holds_alternative<json::value>(parsed));
  CHECK(*std::get<json::value>(parsed).as<std::string>() == all);
}
