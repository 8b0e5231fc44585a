#include "proto/json_plain.hpp"

#include "proto/utf8.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace mitos::proto::json {

namespace {

constexpr std::size_t most_depth = 64;
constexpr std::size_t most_number_bytes = 64;

/// What stands in a string as it is.
constexpr auto in_string = [] {
  std::array<bool, 256> yes{};
  for (std::size_t c = ' '; c < 0x80; ++c)
    yes[c] = c != '"' && c != '\\';
  return yes;
}();

/// Recursive descent; every function is false where the text is not plain.
class plain_reader {
public:
  plain_reader(std::string_view text, const limits& bounds, listener& to)
      : text_(text),
        limits_(bounds),
        to_(to) {}

  bool run() { return value_here() && at_end(); }

private:
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  std::string_view from(std::size_t begin) const { return text_.substr(begin, at_ - begin); }

  char skip_space() {
    while (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t')
      ++at_;
    return here();
  }
  bool at_end() {
    skip_space();
    return at_ == text_.size();
  }
  bool take(char c) {
    if (skip_space() != c)
      return false;
    ++at_;
    return true;
  }

  bool value_here() {
    if (++nodes_ > limits_.nodes)
      return false;
    switch (skip_space()) {
    case '{': return nested(bracket::brace, '}');
    case '[': return nested(bracket::square, ']');
    case '"': return read_string() && (to_.string(read_), true);
    case 't': return literal("true", true);
    case 'f': return literal("false", false);
    case 'n': return literal("null", nullptr);
    default: return number_here();
    }
  }

  bool nested(bracket b, char close) {
    if (++depth_ > std::min(limits_.depth, most_depth))
      return false;
    to_.open(b, at_++);
    if (!take(close)) {
      do
        if (!(b == bracket::brace ? member_here() : value_here()))
          return false;
      while (take(','));
      if (!take(close))
        return false;
    }
    --depth_;
    to_.close(b, at_);
    return true;
  }

  bool member_here() {
    if (skip_space() != '"' || !read_string() || read_.size() > limits_.key_bytes)
      return false;
    to_.key(read_);
    return take(':') && value_here();
  }

  bool literal(std::string_view word, value v) {
    if (text_.substr(at_, word.size()) != word)
      return false;
    at_ += word.size();
    to_.scalar(std::move(v));
    return true;
  }

  bool number_here() {
    const std::size_t begin = at_;
    if (here() == '-')
      ++at_;
    const bool zero = here() == '0';
    if (!digits() || (zero && from(begin).size() > (text_[begin] == '-' ? 2U : 1U)))
      return false;
    if (here() == '.') {
      ++at_;
      if (!digits())
        return false;
    }
    const std::string_view read = from(begin);
    if (here() == 'e' || here() == 'E' || read.size() > std::min(limits_.number_bytes, most_number_bytes))
      return false;
    to_.scalar(number{std::string(read)});
    return true;
  }

  bool digits() {
    const std::size_t begin = at_;
    while (is_digit(here()))
      ++at_;
    return at_ > begin;
  }

  /// Into `read_`; the opening quote is here.
  bool read_string() {
    const std::size_t begin = ++at_;
    skip_unescaped();
    if (here() == '"') {
      read_ = from(begin);
      ++at_;
      return true;
    }
    unescaped_.assign(from(begin));
    while (here() == '\\') {
      ++at_;
      if (!unescape())
        return false;
      const std::size_t more = at_;
      skip_unescaped();
      unescaped_.append(from(more));
    }
    if (here() != '"')
      return false;
    ++at_;
    read_ = unescaped_;
    return true;
  }

  void skip_unescaped() {
    do
      while (at_ < text_.size() && in_string[static_cast<unsigned char>(text_[at_])])
        ++at_;
    while (take_beyond_ascii());
  }
  bool take_beyond_ascii() {
    if (at_ == text_.size() || static_cast<unsigned char>(text_[at_]) < 0x80)
      return false;
    if (!is_utf8_)
      is_utf8_ = is_utf8(text_);
    at_ += *is_utf8_ ? 1 : 0;
    return *is_utf8_;
  }

  bool unescape() {
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view values = "\"\\/\b\f\n\r\t";
    const std::size_t which = at_ < text_.size() ? names.find(text_[at_]) : std::string_view::npos;
    if (which == std::string_view::npos)
      return false;
    ++at_;
    unescaped_ += values[which];
    return true;
  }

  std::string_view text_;
  const limits& limits_;
  listener& to_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  std::string_view read_; ///< the string that was read last
  std::string unescaped_;
  std::optional<bool> is_utf8_; ///< once that is asked
};

} // namespace

bool scan_plain(std::string_view text, const limits& limits, listener& to) {
  return plain_reader(text, limits, to).run();
}

} // namespace mitos::proto::json
