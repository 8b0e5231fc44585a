/// Source text to tokens (specification, section 2.1); what is no token is thrown as an `error`.
#pragma once

#include "proto/graphql/error.hpp"

#include <string>
#include <string_view>

namespace mitos::proto::graphql {

enum class token_kind {
  end_of_file,
  bang,
  dollar,
  amp,
  paren_l,
  paren_r,
  spread,
  colon,
  equals,
  at,
  bracket_l,
  bracket_r,
  brace_l,
  pipe,
  brace_r,
  name,
  int_value,
  float_value,
  string,
  block_string,
};

struct token {
  token_kind kind = token_kind::end_of_file;
  location at;
  std::string_view text; ///< as written, the quotes of a string included
};

/// Reads tokens one after the other; keeps views into `text`.
class lexer {
public:
  explicit lexer(std::string_view text) : text_(text) {}

  /// The next token that is not ignored; after the last one, end_of_file for ever.
  token next() {
    token t;
    next(t);
    return t;
  }
  /// The same, made where it is wanted: to copy what was just written would wait for it.
  void next(token& made);

private:
  void skip_ignored();
  std::size_t past_spaces(std::size_t at) const;
  bool skip_rarely_ignored();
  void skip_comment();
  void end_line(std::size_t length);
  void next_but_name(token& made);
  void punctuator(token& made);
  void number(token& made);
  void digits();
  void string(token& made);
  void block_string(token& made);
  bool skip_character();

  char peek(std::size_t ahead = 0) const {
    return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
  }
  bool starts_with(std::string_view what) const { return text_.substr(position_, what.size()) == what; }
  /// The token that began where `made` says and ends here.
  void finish(token& made, token_kind kind, std::size_t start) const {
    made.kind = kind;
    made.text = {text_.data() + start, position_ - start};
  }
  location here() const { return {line_, static_cast<std::uint32_t>(1 + position_ - line_start_)}; }
  std::string character_here() const;
  [[noreturn]] void fail_at_character() const;
  [[noreturn]] void fail(const std::string& message) const;

  std::string_view text_;
  std::size_t position_ = 0;
  std::uint32_t line_ = 1;
  /// Where the line began, moved on by what its characters take more in UTF-8 than in UTF-16.
  std::size_t line_start_ = 0;
};

/// An error whose message begins "Syntax Error: ".
error syntax_error(location at, const std::string& message);

/// The value of a string or block string token.
std::string string_value(const token& t);

/// How messages name a kind: `"{"` or Name.
std::string describe(token_kind kind);
/// How messages name a token: `"{"` or Name "query".
std::string describe(const token& t);

} // namespace mitos::proto::graphql
