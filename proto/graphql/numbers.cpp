#include "proto/graphql/numbers.hpp"

#include "proto/graphql/characters.hpp"
#include "proto/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace mitos::proto::graphql {

namespace {

/// Of a number other than zero: the power of ten that its first digit stands for, more or less.
long long power_of_ten(std::string_view unsigned_text) {
  const std::size_t e = std::min(unsigned_text.find_first_of("eE"), unsigned_text.size());
  const std::string_view digits = unsigned_text.substr(0, e);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const auto first = static_cast<long long>(digits.find_first_not_of("0."));
  std::string_view exponent = unsigned_text.substr(std::min(e + 1, unsigned_text.size()));
  if (exponent.starts_with('+'))
    exponent.remove_prefix(1);
  constexpr long long enough = 1'000'000'000;
  long long power = 0;
  const auto [end, fault] = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
  if (fault == std::errc::result_out_of_range)
    power = exponent.starts_with('-') ? -enough : enough;
  return static_cast<long long>(point) - first + std::clamp(power, -enough, enough);
}

} // namespace

double to_double(std::string_view text) {
  double n = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (fault != std::errc::result_out_of_range)
    return n;
  const bool negative = text.starts_with('-');
  const bool tiny = power_of_ten(text.substr(negative ? 1 : 0)) < 0; // too small to tell from zero
  const double magnitude = tiny ? 0.0 : std::numeric_limits<double>::infinity();
  return negative ? -magnitude : magnitude;
}

namespace {

/// ECMAScript, WhiteSpace and LineTerminator.
bool is_space(std::uint32_t point) {
  constexpr std::array<std::uint32_t, 9> others{' ',    0xA0,   0x1680, 0x2028, 0x2029,
                                                0x202F, 0x205F, 0x3000, 0xFEFF};
  return (point >= '\t' && point <= '\r') || (point >= 0x2000 && point <= 0x200A) ||
         std::find(others.begin(), others.end(), point) != others.end();
}

std::string_view trimmed(std::string_view text) {
  std::size_t first = text.size();
  std::size_t last = 0;
  for (std::size_t i = 0; i < text.size();) {
    const character c = decode_utf8(text, i);
    const std::size_t length = std::max<std::size_t>(c.length, 1);
    if (!is_space(c.point)) {
      first = std::min(first, i);
      last = i + length;
    }
    i += length;
  }
  return first < last ? text.substr(first, last - first) : std::string_view();
}

/// What the digits of a literal such as 0xFF are to.
int base_of(std::string_view text) {
  if (text.size() < 3 || text[0] != '0')
    return 10;
  switch (text[1]) {
  case 'x':
  case 'X': return 16;
  case 'o':
  case 'O': return 8;
  case 'b':
  case 'B': return 2;
  default: return 10;
  }
}

std::optional<double> number_of_digits(std::string_view digits, int base) {
  double n = 0;
  for (const char& c : digits) {
    int digit = 0;
    if (std::from_chars(&c, &c + 1, digit, base).ec != std::errc())
      return std::nullopt;
    n = n * base + digit;
  }
  return n;
}

} // namespace

std::optional<double> number_from_string(std::string_view text) {
  text = trimmed(text);
  if (text.empty())
    return 0;
  if (const int base = base_of(text); base != 10)
    return number_of_digits(text.substr(2), base);
  const std::string_view digits = text.substr(text.starts_with('+') || text.starts_with('-') ? 1 : 0);
  if (digits.empty() || digits[0] == '-' ||
      digits.find_first_not_of("0123456789.eE+-") != std::string_view::npos)
    return std::nullopt;
  double n = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
  if (fault == std::errc::invalid_argument || end != digits.data() + digits.size())
    return std::nullopt;
  n = fault == std::errc::result_out_of_range ? to_double(digits) : n;
  return text.starts_with('-') ? -n : n;
}

bool is_integer(double n) { return std::isfinite(n) && std::trunc(n) == n; }

namespace {

/// The shortest digits that read back as the same number, and where the point belongs: 0.d1d2.. * 10^point.
struct decimal {
  std::string digits;
  int point = 0;
};

decimal shortest(double n) {
  std::array<char, 40> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), n, std::chars_format::scientific).ptr;
  const std::string_view all(text.data(), static_cast<std::size_t>(end - text.data()));
  const std::size_t e = all.find('e');
  decimal d;
  d.digits = all.substr(0, e);
  std::erase(d.digits, '.');
  int exponent = 0;
  const std::size_t sign = all[e + 1] == '+' ? 1 : 0;
  std::from_chars(all.data() + e + 1 + sign, all.data() + all.size(), exponent);
  d.point = exponent + 1;
  return d;
}

std::string with_exponent(const decimal& d) {
  const int exponent = d.point - 1;
  std::string text = d.digits.substr(0, 1);
  if (d.digits.size() > 1)
    text += "." + d.digits.substr(1);
  return text + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
}

} // namespace

// ECMAScript, Number::toString
std::string number_text(double n) {
  if (std::isnan(n))
    return "NaN";
  if (n < 0)
    return "-" + number_text(-n);
  if (std::isinf(n))
    return "Infinity";
  if (n == 0)
    return "0";
  decimal d = shortest(n);
  const auto length = static_cast<int>(d.digits.size());
  if (d.point > 21 || d.point <= -6)
    return with_exponent(d);
  if (d.point <= 0)
    return "0." + std::string(static_cast<std::size_t>(-d.point), '0') + d.digits;
  if (length <= d.point)
    return d.digits + std::string(static_cast<std::size_t>(d.point - length), '0');
  return d.digits.insert(static_cast<std::size_t>(d.point), ".");
}

namespace {

constexpr std::size_t max_array_length = 10;
constexpr std::size_t max_recursive_depth = 2;
/// Beyond graphql-js: fifty errors may each show the same megabyte of variables.
constexpr std::size_t max_text = 4096;

std::string inspect(const json::value& v, std::size_t depth);

std::string inspect_array(const json::array& list, std::size_t depth) {
  if (list.empty())
    return "[]";
  if (depth > max_recursive_depth)
    return "[Array]";
  std::string text;
  for (std::size_t i = 0; i < std::min(list.size(), max_array_length); ++i)
    text += (i == 0 ? "[" : ", ") + inspect(list[i], depth);
  if (list.size() == max_array_length + 1)
    text += ", ... 1 more item";
  else if (list.size() > max_array_length)
    text += ", ... " + std::to_string(list.size() - max_array_length) + " more items";
  return text + "]";
}

std::string inspect_object(const json::object& object, std::size_t depth) {
  if (object.empty())
    return "{}";
  if (depth > max_recursive_depth)
    return "[Object]";
  std::string text;
  for (const auto& [key, member] : object) {
    text += (text.empty() ? "{ " : ", ") + key + ": " + inspect(member, depth);
    if (text.size() > max_text)
      return text + ", ... }";
  }
  return text + " }";
}

std::string inspect(const json::value& v, std::size_t depth) {
  if (const auto* number = v.as<json::number>())
    return number_text(to_double(number->text));
  if (const auto* list = v.as<json::array>())
    return inspect_array(*list, depth + 1);
  if (const auto* object = v.as<json::object>())
    return inspect_object(*object, depth + 1);
  const auto* text = v.as<std::string>();
  if (text && text->size() > max_text)
    return json::to_text(utf8_prefix(*text, max_text)) + "...";
  return json::to_text(v);
}

} // namespace

std::string inspect(const json::value& v) { return inspect(v, 0); }

} // namespace mitos::proto::graphql
