#include "proto/graphql/lexer.hpp"

#include "proto/graphql/characters.hpp"
#include "proto/graphql/string_literal.hpp"

#include <array>
#include <cstdio>

namespace mitos::proto::graphql {

namespace {

/// The kind of each punctuator of one character, end_of_file for all else.
constexpr auto punctuators = [] {
  std::array<token_kind, 256> kinds{};
  constexpr std::string_view texts = "!$&():=@[]{|}";
  constexpr std::array of{token_kind::bang,      token_kind::dollar,  token_kind::amp,
                          token_kind::paren_l,   token_kind::paren_r, token_kind::colon,
                          token_kind::equals,    token_kind::at,      token_kind::bracket_l,
                          token_kind::bracket_r, token_kind::brace_l, token_kind::pipe,
                          token_kind::brace_r};
  for (std::size_t i = 0; i < of.size(); ++i)
    kinds[static_cast<unsigned char>(texts[i])] = of[i];
  return kinds;
}();

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_rarely_ignored(char c) { return c <= '#' || c == ',' || c == byte_order_mark.front(); }

} // namespace

error syntax_error(location at, const std::string& message) {
  return {.message = "Syntax Error: " + message, .locations = {at}, .path = {}, .extensions = {}};
}

void lexer::fail(const std::string& message) const { throw syntax_error(here(), message); }

/// The character as messages show it: quoted, as U+1234, or as the end of the file.
std::string lexer::character_here() const {
  if (position_ >= text_.size())
    return "<EOF>";
  const char c = text_[position_];
  if (c == '"')
    return "'\"'";
  if (c >= ' ' && c <= '~')
    return std::string{'"', c, '"'};
  std::array<char, 16> hex{};
  std::snprintf(hex.data(), hex.size(), "U+%04X", decode_utf8(text_, position_).point);
  return hex.data();
}

// Name :: NameStart NameContinue*
void lexer::next(token& made) {
  skip_ignored();
  made.at = here();
  const std::size_t start = position_;
  const char c = peek();
  if (!is_name_start(c))
    return next_but_name(made);
  std::size_t end = start + 1;
  while (end < text_.size() && is_name_continue(text_[end]))
    ++end;
  position_ = end;
  finish(made, token_kind::name, start);
}

void lexer::next_but_name(token& made) {
  if (position_ >= text_.size())
    return finish(made, token_kind::end_of_file, position_);
  const char c = peek();
  if (c == '"')
    return starts_with("\"\"\"") ? block_string(made) : string(made);
  if (is_digit(c) || c == '-')
    return number(made);
  punctuator(made);
}

// Ignored :: UnicodeBOM, WhiteSpace, LineTerminator, Comment, Comma
void lexer::skip_ignored() {
  do {
    std::size_t at = past_spaces(position_);
    for (; at < text_.size() && text_[at] == '\n'; at = past_spaces(at)) {
      line_start_ = ++at;
      ++line_;
    }
    position_ = at;
  } while (is_rarely_ignored(peek()) && skip_rarely_ignored());
}

std::size_t lexer::past_spaces(std::size_t at) const {
  while (at < text_.size() && text_[at] == ' ')
    ++at;
  return at;
}

bool lexer::skip_rarely_ignored() {
  const char c = peek();
  if (c == ',' || c == '\t')
    ++position_;
  else if (c == '\r')
    end_line(peek(1) == '\n' ? 2 : 1);
  else if (c == '#')
    skip_comment();
  else if (starts_with(byte_order_mark))
    skip_character();
  else
    return false;
  return true;
}

void lexer::end_line(std::size_t length) {
  position_ += length;
  line_start_ = position_;
  ++line_;
}

// Comment :: # CommentChar*
void lexer::skip_comment() {
  while (position_ < text_.size() && peek() != '\n' && peek() != '\r' && skip_character()) {
  }
}

/// False, and nothing skipped, where the bytes are no UTF-8.
bool lexer::skip_character() {
  const character c = decode_utf8(text_, position_);
  position_ += c.length;
  if (c.length > 1)
    line_start_ += c.length - c.utf16_units();
  return c.length > 0;
}

// Punctuator :: one of ! $ & ( ) ... : = @ [ ] { | }
void lexer::punctuator(token& made) {
  const std::size_t start = position_;
  const token_kind kind = punctuators[static_cast<unsigned char>(peek())];
  if (kind != token_kind::end_of_file) {
    ++position_;
    return finish(made, kind, start);
  }
  if (!starts_with("..."))
    fail_at_character();
  position_ += 3;
  finish(made, token_kind::spread, start);
}

void lexer::fail_at_character() const {
  if (peek() == '\'')
    fail("Unexpected single quote character ('), did you mean to use a double quote (\")?");
  const bool readable = decode_utf8(text_, position_).length > 0;
  fail((readable ? "Unexpected character: " : "Invalid character: ") + character_here() + ".");
}

// IntValue :: IntegerPart; FloatValue :: IntegerPart FractionalPart? ExponentPart?; [lookahead != {Digit, .,
// NameStart}]
void lexer::number(token& made) {
  const std::size_t start = position_;
  auto kind = token_kind::int_value;
  if (peek() == '-')
    ++position_;
  if (peek() == '0') {
    ++position_;
    if (is_digit(peek()))
      fail("Invalid number, unexpected digit after 0: " + character_here() + ".");
  } else {
    digits();
  }
  if (peek() == '.') {
    kind = token_kind::float_value;
    ++position_;
    digits();
  }
  if (peek() == 'e' || peek() == 'E') {
    kind = token_kind::float_value;
    ++position_;
    if (peek() == '+' || peek() == '-')
      ++position_;
    digits();
  }
  if (peek() == '.' || is_name_start(peek()))
    fail("Invalid number, expected digit but got: " + character_here() + ".");
  finish(made, kind, start);
}

void lexer::digits() {
  if (!is_digit(peek()))
    fail("Invalid number, expected digit but got: " + character_here() + ".");
  while (is_digit(peek()))
    ++position_;
}

// StringValue :: " StringCharacter* "
void lexer::string(token& made) {
  const std::size_t start = position_++;
  while (position_ < text_.size() && peek() != '\n' && peek() != '\r') {
    if (peek() == '"') {
      ++position_;
      return finish(made, token_kind::string, start);
    }
    if (peek() == '\\') {
      const escape e = read_escape(text_.substr(position_));
      if (!e.error.empty())
        fail(e.error);
      position_ += e.length;
    } else if (!skip_character()) {
      fail("Invalid character within String: " + character_here() + ".");
    }
  }
  fail("Unterminated string.");
}

// StringValue :: """ BlockStringCharacter* """
void lexer::block_string(token& made) {
  const std::size_t start = position_;
  position_ += 3;
  while (position_ < text_.size()) {
    const char c = text_[position_];
    if (c == '"' && starts_with("\"\"\"")) {
      position_ += 3;
      return finish(made, token_kind::block_string, start);
    }
    if (c == '\\' && starts_with("\\\"\"\""))
      position_ += 4;
    else if (c == '\n')
      end_line(1);
    else if (c == '\r')
      end_line(peek(1) == '\n' ? 2 : 1);
    else if (!skip_character())
      fail("Invalid character within String: " + character_here() + ".");
  }
  fail("Unterminated string.");
}

std::string string_value(const token& t) {
  return t.kind == token_kind::string ? unescape(t.text.substr(1, t.text.size() - 2))
                                      : block_string_value(t.text.substr(3, t.text.size() - 6));
}

std::string describe(token_kind kind) {
  constexpr std::array<const char*, 20> names{
      "<EOF>", "\"!\"", "\"$\"", "\"&\"", "\"(\"", "\")\"", "\"...\"", "\":\"", "\"=\"",  "\"@\"",
      "\"[\"", "\"]\"", "\"{\"", "\"|\"", "\"}\"", "Name",  "Int",     "Float", "String", "BlockString"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string describe(const token& t) {
  const bool quoted = t.kind == token_kind::string || t.kind == token_kind::block_string;
  const std::string text = quoted ? string_value(t) : std::string(t.text);
  return describe(t.kind) + (t.kind < token_kind::name ? "" : " \"" + text + "\"");
}

} // namespace mitos::proto::graphql
