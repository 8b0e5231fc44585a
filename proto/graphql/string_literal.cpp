#include "proto/graphql/string_literal.hpp"

#include "proto/graphql/characters.hpp"
#include "proto/utf8.hpp"

#include <algorithm>
#include <vector>

namespace mitos::proto::graphql {

namespace {

escape bad(std::string_view text, std::size_t units, const char* what) {
  return {.error = std::string("Invalid ") + what + " escape sequence: \"" +
                   utf8_mended(utf16_prefix(text, units)) + "\"."};
}

char at(std::string_view text, std::size_t i) { return i < text.size() ? text[i] : '\0'; }

/// Four hexadecimal digits, or -1.
std::int64_t hex4(std::string_view text, std::size_t from) {
  std::int64_t value = 0;
  for (std::size_t i = from; i < from + 4; ++i) {
    const int digit = hex_digit(at(text, i));
    if (digit < 0)
      return -1;
    value = value * 16 + digit;
  }
  return value;
}

// EscapedUnicode :: { HexDigit+ }
escape braced(std::string_view text) {
  std::int64_t point = 0;
  std::size_t size = 3;
  while (size < 12) { // \u{00000000} is the longest
    const char c = at(text, size++);
    if (c == '}') {
      if (size < 5 || !is_scalar_value(point))
        break;
      return {size, static_cast<std::uint32_t>(point), {}};
    }
    if (hex_digit(c) < 0)
      break;
    point = point * 16 + hex_digit(c);
    if (point > 0x7FFFFFFF)
      break;
  }
  return bad(text, size, "Unicode");
}

// EscapedUnicode :: HexDigit HexDigit HexDigit HexDigit; a surrogate must be half of a pair of them
escape four_digits(std::string_view text) {
  const std::int64_t code = hex4(text, 2);
  if (is_scalar_value(code))
    return {6, static_cast<std::uint32_t>(code), {}};
  const bool leads = code >= 0xD800 && code <= 0xDBFF && at(text, 6) == '\\' && at(text, 7) == 'u';
  const std::int64_t trail = leads ? hex4(text, 8) : -1;
  if (trail < 0xDC00 || trail > 0xDFFF)
    return bad(text, 6, "Unicode");
  return {12, static_cast<std::uint32_t>(0x10000 + (code - 0xD800) * 0x400 + (trail - 0xDC00)), {}};
}

// EscapedCharacter :: one of " \ / b f n r t
escape character_escape(std::string_view text) {
  constexpr std::string_view names = "\"\\/bfnrt";
  constexpr std::string_view values = "\"\\/\b\f\n\r\t";
  const std::size_t i = text.size() > 1 ? names.find(text[1]) : std::string_view::npos;
  if (i == std::string_view::npos)
    return bad(text, 2, "character");
  return {2, static_cast<std::uint32_t>(values[i]), {}};
}

} // namespace

escape read_escape(std::string_view text) {
  if (at(text, 1) != 'u')
    return character_escape(text);
  return at(text, 2) == '{' ? braced(text) : four_digits(text);
}

std::string unescape(std::string_view raw) {
  std::string value;
  value.reserve(raw.size());
  for (std::size_t backslash; (backslash = raw.find('\\')) != std::string_view::npos;) {
    value += raw.substr(0, backslash);
    const escape e = read_escape(raw.substr(backslash));
    append_utf8(value, e.point);
    raw.remove_prefix(backslash + e.length);
  }
  return value.append(raw);
}

namespace {

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t end; (end = text.find_first_of("\r\n")) != std::string_view::npos;) {
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  lines.push_back(text);
  return lines;
}

std::size_t leading_white_space(std::string_view line) {
  return static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_white_space) - line.begin());
}

bool is_blank(std::string_view line) { return leading_white_space(line) == line.size(); }

std::size_t common_indent(const std::vector<std::string_view>& lines) {
  std::size_t indent = std::string_view::npos;
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (!is_blank(lines[i]))
      indent = std::min(indent, leading_white_space(lines[i]));
  return indent;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string made;
  made.reserve(text.size());
  for (std::size_t i; (i = text.find(from)) != std::string_view::npos;) {
    made.append(text.substr(0, i)).append(to);
    text.remove_prefix(i + from.size());
  }
  return made.append(text);
}

} // namespace

std::string block_string_value(std::string_view raw) {
  std::vector<std::string_view> lines = split_lines(raw);
  const std::size_t indent = common_indent(lines);
  for (std::size_t i = 1; i < lines.size(); ++i)
    lines[i].remove_prefix(std::min(indent, lines[i].size()));
  while (!lines.empty() && is_blank(lines.back()))
    lines.pop_back();
  const auto first = std::find_if_not(lines.begin(), lines.end(), is_blank);
  std::string value;
  for (auto line = first; line != lines.end(); ++line)
    value.append(line == first ? "" : "\n").append(*line);
  return replaced(value, "\\\"\"\"", "\"\"\"");
}

bool is_printable_as_block_string(std::string_view value) {
  if (value.empty())
    return true;
  const auto unprintable = [](char c) { return c >= 0 && c < 0x10 && c != '\t' && c != '\n'; };
  if (std::any_of(value.begin(), value.end(), unprintable))
    return false;
  const std::vector<std::string_view> lines = split_lines(value);
  if (is_blank(lines.front()) || is_blank(lines.back()))
    return false;
  const bool indented = std::all_of(lines.begin(), lines.end(), [](std::string_view line) {
    return is_blank(line) || leading_white_space(line) > 0;
  });
  return lines.size() == 1 || !indented;
}

std::string print_block_string(std::string_view value) {
  const std::string escaped = replaced(value, "\"\"\"", "\\\"\"\"");
  const std::vector<std::string_view> lines = split_lines(escaped);
  const bool single = lines.size() == 1;
  const auto hangs = [](std::string_view line) { return line.empty() || is_white_space(line[0]); };
  const bool force_leading = !single && std::all_of(lines.begin() + 1, lines.end(), hangs);
  const bool trailing_triple = escaped.ends_with("\\\"\"\"");
  const bool force_trailing = (value.ends_with('"') && !trailing_triple) || value.ends_with('\\');
  const bool multiple = !single || utf16_prefix(value, 70).size() < value.size() || force_trailing ||
                        force_leading || trailing_triple;
  const bool skip_leading = single && !value.empty() && is_white_space(value[0]);
  const bool leading = (multiple && !skip_leading) || force_leading;
  return "\"\"\"" + std::string(leading ? "\n" : "") + escaped + (multiple ? "\n" : "") + "\"\"\"";
}

} // namespace mitos::proto::graphql
