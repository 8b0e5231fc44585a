#include "proto/json_plain.hpp"

#include <nlohmann/json.hpp>

#include <iterator>

namespace mitos::proto::json {

namespace {

/// Walks the text and leaves its place where the events can read it: the library tells no offsets.
class cursor {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  explicit cursor(const char** at) : at_(at) {}
  reference operator*() const { return **at_; }
  cursor& operator++() {
    ++*at_;
    return *this;
  }
  bool operator==(const cursor& other) const { return *at_ == *other.at_; }
  bool operator!=(const cursor& other) const { return *at_ != *other.at_; }

private:
  const char** at_;
};

bool in_number(char c) { return is_digit(c) || std::string_view("+-.eE").find(c) != std::string_view::npos; }

/// What the library says went wrong, without its preamble and without the input that it repeats.
std::string_view complaint(std::string_view what) {
  if (const auto dash = what.find(" - "); dash != std::string_view::npos)
    what.remove_prefix(dash + 3);
  return what.substr(0, what.find("; last read"));
}

/// The library's events, bounded and passed on. A callback that returns false ends the reading.
class events {
public:
  events(std::string_view text, const limits& bounds, listener& to)
      : text_(text),
        at_(text.data()),
        end_(text.data() + text.size()),
        limits_(bounds),
        to_(to) {}

  std::optional<error> run() {
    if (!nlohmann::json::sax_parse(cursor(&at_), cursor(&end_), this))
      return error{std::move(refused_)};
    return std::nullopt;
  }

  bool null() { return scalar(nullptr); }
  bool boolean(bool b) { return scalar(b); }
  bool number_integer(std::int64_t) { return number_text(); }
  bool number_unsigned(std::uint64_t) { return number_text(); }
  bool number_float(double, const std::string&) { return number_text(); }
  bool binary(const nlohmann::json::binary_t&) { return false; } // never called for a text

  bool string(const std::string& s) {
    if (!count())
      return false;
    to_.string(s);
    return true;
  }

  bool key(const std::string& k) {
    if (k.size() > limits_.key_bytes)
      return refuse("JSON key of more than " + std::to_string(limits_.key_bytes) + " bytes");
    to_.key(k);
    return true;
  }

  bool start_object(std::size_t) { return open(bracket::brace); }
  bool start_array(std::size_t) { return open(bracket::square); }
  bool end_object() { return close(bracket::brace); }
  bool end_array() { return close(bracket::square); }

  bool parse_error(std::size_t at, const std::string& token, const nlohmann::detail::exception& why) {
    constexpr int number_overflow = 406;
    if (why.id == number_overflow)
      return refuse_number(token);
    return refuse("not JSON at byte " + std::to_string(at) + ": " + std::string(complaint(why.what())));
  }

private:
  bool refuse(std::string what) {
    refused_ = std::move(what);
    return false;
  }

  bool refuse_number(const std::string& text) {
    constexpr std::size_t shown = 24;
    return refuse("JSON number " + text.substr(0, shown) + (text.size() > shown ? "..." : "") +
                  " is too large for a double: write it as a string");
  }

  bool count() {
    return ++nodes_ <= limits_.nodes ||
           refuse("JSON of more than " + std::to_string(limits_.nodes) + " values");
  }

  bool scalar(value v) {
    if (!count())
      return false;
    to_.scalar(std::move(v));
    return true;
  }

  // As it stands in the text: the library has read one byte more, unless the text ended, and its own copy has
  // the decimal point of the locale.
  bool number_text() {
    const char* const end = is_digit(at_[-1]) ? at_ : at_ - 1;
    const char* begin = end;
    while (begin != text_.data() && in_number(begin[-1]))
      --begin;
    if (static_cast<std::size_t>(end - begin) > limits_.number_bytes)
      return refuse("JSON number of more than " + std::to_string(limits_.number_bytes) + " characters");
    return scalar(number{std::string(begin, end)});
  }

  bool open(bracket b) {
    if (++depth_ > limits_.depth)
      return refuse("JSON nested deeper than " + std::to_string(limits_.depth));
    if (!count())
      return false;
    to_.open(b, offset() - 1);
    return true;
  }

  bool close(bracket b) {
    --depth_;
    to_.close(b, offset());
    return true;
  }

  std::size_t offset() const { return static_cast<std::size_t>(at_ - text_.data()); }

  std::string_view text_;
  const char* at_;
  const char* end_;
  const limits& limits_;
  listener& to_;
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  std::string refused_;
};

} // namespace

std::optional<error> scan(std::string_view text, const limits& limits, listener& to) {
  if (scan_plain(text, limits, to))
    return std::nullopt;
  to.restart();
  return scan_any(text, limits, to);
}

std::optional<error> scan_any(std::string_view text, const limits& limits, listener& to) {
  if (text.starts_with("\xEF\xBB\xBF"))
    return error{"not JSON at byte 0: byte order mark"};
  // The library takes a NUL between tokens for the end; inside a string it has to be escaped.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos)
    return error{"not JSON at byte " + std::to_string(nul) + ": unexpected NUL"};
  return events(text, limits, to).run();
}

} // namespace mitos::proto::json
