#include "proto/graphql/lexer.hpp"

#include "tests/catch.hpp"

using namespace mitos::proto::graphql;

namespace {

/// The tokens as messages name them, or what is wrong with the text and where.
std::string tokens(std::string_view text) {
  lexer tokens(text);
  std::string all;
  try {
    for (token t = tokens.next(); t.kind != token_kind::end_of_file; t = tokens.next())
      all += (all.empty() ? "" : " ") + describe(t);
  } catch (const error& fault) {
    const location at = fault.locations.front();
    return fault.message + " " + std::to_string(at.line) + ":" + std::to_string(at.column);
  }
  return all;
}

std::string value(std::string_view literal) { return string_value(lexer(literal).next()); }

std::string place_of_last(std::string_view text) {
  lexer tokens(text);
  token last;
  for (token t = tokens.next(); t.kind != token_kind::end_of_file; t = tokens.next())
    last = t;
  return std::to_string(last.at.line) + ":" + std::to_string(last.at.column);
}

} // namespace

TEST_CASE("punctuators, names, numbers and strings are tokens", "[graphql][lexer]") {
  CHECK(tokens("! $ & ( ) ... :") == "\"!\" \"$\" \"&\" \"(\" \")\" \"...\" \":\"");
  CHECK(tokens("= @ [ ] { | }") == "\"=\" \"@\" \"[\" \"]\" \"{\" \"|\" \"}\"");
  CHECK(tokens(R"(_a1 -0 1.5e-3 "x" """y""")") ==
        R"(Name "_a1" Int "-0" Float "1.5e-3" String "x" BlockString "y")");
}

TEST_CASE("white space, commas, comments and a byte order mark are ignored", "[graphql][lexer]") {
  CHECK(tokens("\xEF\xBB\xBF a,\t,b # c \xC3\xA9\r\n d") == R"(Name "a" Name "b" Name "d")");
}

TEST_CASE("lines end with LF, CR or both, and columns count UTF-16 units", "[graphql][lexer]") {
  CHECK(place_of_last("a\nb\rc\r\n  d") == "4:3");
  CHECK(place_of_last("\"\xC3\xA9\xF0\x9F\x98\x80\" d") == "1:7");
  CHECK(place_of_last("\"\"\"\n\xC3\xA9\n\"\"\" d") == "3:5");
}

TEST_CASE("a number is not followed by what could go on with it", "[graphql][lexer]") {
  CHECK(tokens("01") == R"(Syntax Error: Invalid number, unexpected digit after 0: "1". 1:2)");
  CHECK(tokens("1.") == "Syntax Error: Invalid number, expected digit but got: <EOF>. 1:3");
  CHECK(tokens("1.e1") == R"(Syntax Error: Invalid number, expected digit but got: "e". 1:3)");
  CHECK(tokens("1a") == R"(Syntax Error: Invalid number, expected digit but got: "a". 1:2)");
  CHECK(tokens("1.2.3") == R"(Syntax Error: Invalid number, expected digit but got: ".". 1:4)");
  CHECK(tokens("-x") == R"(Syntax Error: Invalid number, expected digit but got: "x". 1:2)");
}

TEST_CASE("what is no token is told with its place", "[graphql][lexer]") {
  CHECK(tokens("a ?") == R"(Syntax Error: Unexpected character: "?". 1:3)");
  CHECK(tokens("..") == R"(Syntax Error: Unexpected character: ".". 1:1)");
  CHECK(tokens("\n \xE2\x80\xA8") == "Syntax Error: Unexpected character: U+2028. 2:2");
  CHECK(tokens("\x07") == "Syntax Error: Unexpected character: U+0007. 1:1");
  CHECK(tokens("'x'") ==
        "Syntax Error: Unexpected single quote character ('), did you mean to use a double quote (\")? 1:1");
}

TEST_CASE("bytes that are no UTF-8 are refused everywhere", "[graphql][lexer]") {
  CHECK(tokens("\xFF") == "Syntax Error: Invalid character: U+FFFD. 1:1");
  CHECK(tokens("# \xC3\n") == "Syntax Error: Invalid character: U+FFFD. 1:3");
  CHECK(tokens("\"\xED\xA0\x80\"") == "Syntax Error: Invalid character within String: U+FFFD. 1:2");
  CHECK(tokens("\"\"\"\xF4\x90\x80\x80\"\"\"") ==
        "Syntax Error: Invalid character within String: U+FFFD. 1:4");
}

TEST_CASE("a string ends on its line", "[graphql][lexer]") {
  CHECK(tokens("\"abc") == "Syntax Error: Unterminated string. 1:5");
  CHECK(tokens("\"abc\n\"") == "Syntax Error: Unterminated string. 1:5");
  CHECK(tokens("\"\"\"a\n\"\"") == "Syntax Error: Unterminated string. 2:3");
}

TEST_CASE("every escape of a string stands for its character", "[graphql][lexer]") {
  CHECK(value(R"("\" \\ \/ \b \f \n \r \t")") == "\" \\ / \b \f \n \r \t");
  CHECK(value(R"("\u0041\u00e9\u20AC")") == "A\xC3\xA9\xE2\x82\xAC");
  CHECK(value(R"("\u{41}\u{1F600}\u{00000041}")") == "A\xF0\x9F\x98\x80"
                                                     "A");
  CHECK(value(R"("\uD83D\uDE00")") == "\xF0\x9F\x98\x80");
}

TEST_CASE("an escape that stands for no character is refused", "[graphql][lexer]") {
  CHECK(tokens(R"("\q")") == R"(Syntax Error: Invalid character escape sequence: "\q". 1:2)");
  CHECK(tokens(R"("\u12")") == R"(Syntax Error: Invalid Unicode escape sequence: "\u12"". 1:2)");
  CHECK(tokens(R"("\uD83D")") == R"(Syntax Error: Invalid Unicode escape sequence: "\uD83D". 1:2)");
  CHECK(tokens(R"("\uDE00\uD83D")") == R"(Syntax Error: Invalid Unicode escape sequence: "\uDE00". 1:2)");
  CHECK(tokens(R"("\uD83D\u0041")") == R"(Syntax Error: Invalid Unicode escape sequence: "\uD83D". 1:2)");
  CHECK(tokens(R"("\u{}")") == R"(Syntax Error: Invalid Unicode escape sequence: "\u{}". 1:2)");
  CHECK(tokens(R"("\u{D800}")") == R"(Syntax Error: Invalid Unicode escape sequence: "\u{D800}". 1:2)");
  CHECK(tokens(R"("\u{110000}")") == R"(Syntax Error: Invalid Unicode escape sequence: "\u{110000}". 1:2)");
  CHECK(tokens("\"\\u0\xC3\"") ==
        "Syntax Error: Invalid Unicode escape sequence: \"\\u0\xEF\xBF\xBD\"\". 1:2");
  CHECK(tokens(R"("\u{FFFFFFFF}")").starts_with("Syntax Error: Invalid Unicode escape sequence"));
}

TEST_CASE("a block string loses its common indentation and its blank first and last lines",
          "[graphql][lexer]") {
  CHECK(value("\"\"\"\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"") ==
        "Hello,\n  World!\n\nYours,\n  GraphQL.");
  CHECK(value("\"\"\"  a\n  b\r\n\tc\"\"\"") == "  a\n b\nc");
  CHECK(value("\"\"\" \n \n\"\"\"").empty());
  CHECK(value("\"\"\"a \\\"\"\" \\n b\"\"\"") == "a \"\"\" \\n b");
}
