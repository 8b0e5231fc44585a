#include "net/request_head.hpp"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>

namespace mitos::net {

namespace http = boost::beast::http;

namespace {

std::string own(boost::beast::string_view text) { return {text.data(), text.size()}; }

/// What Beast takes, or does not tell apart from other faults.
std::optional<head_fault> line_fault(std::string_view line, const http_limits& limits) {
  if (line.front() == ' ' || line.front() == '\t')
    return head_fault{400, "a folded header line"};
  auto colon = line.find(':');
  if (colon == line.npos || colon == 0)
    return head_fault{400, "a header line without a name and a colon"};
  if (line[colon - 1] == ' ' || line[colon - 1] == '\t')
    return head_fault{400, "a space before the colon of a header"};
  if (colon > limits.field_name)
    return head_fault{431, "a header name is too long"};
  if (line.size() - colon - 1 > limits.field_value)
    return head_fault{431, "a header value is too long"};
  return std::nullopt;
}

std::optional<head_fault> lines_fault(std::string_view lines, const http_limits& limits) {
  std::size_t fields = 0;
  for (auto end = lines.find("\r\n"); end != 0 && end != lines.npos; end = lines.find("\r\n")) {
    if (auto fault = line_fault(lines.substr(0, end), limits))
      return fault;
    if (++fields > limits.fields)
      return head_fault{431, "too many header fields"};
    lines.remove_prefix(end + 2);
  }
  return std::nullopt;
}

std::optional<head_fault> first_line_fault(std::string_view line, const http_limits& limits) {
  auto target = line.find(' ');
  auto version = line.rfind(' ');
  if (target == line.npos || target == version)
    return head_fault{400, "the first line is no HTTP request line"};
  if (version - target - 1 > limits.target)
    return head_fault{414, "the request target is too long"};
  if (line.substr(version + 1) != "HTTP/1.1")
    return head_fault{400, "the version is not HTTP/1.1"};
  return std::nullopt;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

} // namespace

bool head_scanner::may_follow(char byte) const {
  if (previous_ == '\r' || byte == '\n')
    return previous_ == '\r' && byte == '\n';
  return (byte >= ' ' && byte != 0x7f) || static_cast<unsigned char>(byte) >= 0x80 || byte == '\t' ||
         byte == '\r';
}

std::variant<std::monostate, std::size_t, head_fault> head_scanner::scan(std::string_view bytes,
                                                                         const http_limits& limits) {
  for (; at_ < bytes.size() && at_ < limits.head; ++at_) {
    if (!may_follow(bytes[at_]))
      return head_fault{400, "a byte that no HTTP head may have here"};
    previous_ = bytes[at_];
    if (previous_ != '\n')
      continue;
    if (at_ - line_begin_ == 1) // an empty line; one before the first is no head either
      return lines_ == 0 ? std::variant<std::monostate, std::size_t, head_fault>(
                               head_fault{400, "an empty line instead of a request"})
                         : at_ + 1;
    ++lines_;
    line_begin_ = at_ + 1;
  }
  if (lines_ == 0 && at_ > limits.target + 64)
    return head_fault{414, "the request target is too long"};
  if (at_ >= limits.head)
    return head_fault{431, "the request head is too large"};
  return std::monostate{};
}

std::variant<request, head_fault> parse_head(std::string_view head, const http_limits& limits) {
  auto line_end = head.find("\r\n");
  if (auto fault = first_line_fault(head.substr(0, line_end), limits))
    return *fault;
  if (auto fault = lines_fault(head.substr(line_end + 2), limits))
    return *fault;
  http::request_parser<http::empty_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(head.size() + 1));
  parser.skip(true);
  boost::system::error_code e;
  parser.put(boost::asio::buffer(head.data(), head.size()), e);
  if (e || !parser.is_header_done())
    return head_fault{400, "the head is no HTTP"};
  request parsed{own(parser.get().method_string()), own(parser.get().target()), {}};
  for (const auto& field : parser.get())
    parsed.fields.emplace_back(own(field.name_string()), own(field.value()));
  return parsed;
}

std::string_view request::path() const {
  std::string_view path(target);
  if (const auto scheme = path.find("://"); scheme != path.npos && scheme < path.find_first_of("/?")) {
    // the absolute form (RFC 9112, section 3.2.2)
    const auto begin = path.find_first_of("/?", scheme + 3);
    path = begin == path.npos ? "/" : path.substr(begin);
  }
  return path.substr(0, path.find('?'));
}

std::size_t request::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(), [&](auto& field) { return equal_ignoring_case(field.first, name); }));
}

std::optional<std::string_view> request::find(std::string_view name) const {
  for (const auto& [key, value] : fields)
    if (equal_ignoring_case(key, name))
      return value;
  return std::nullopt;
}

std::string request::joined(std::string_view name) const {
  std::string values;
  for (const auto& [key, value] : fields)
    if (equal_ignoring_case(key, name))
      (values += values.empty() ? "" : ",") += value;
  return values;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool has_token(std::string_view list, std::string_view token) {
  while (true) {
    auto comma = list.find(',');
    auto item = list.substr(0, comma);
    auto begin = item.find_first_not_of(" \t");
    if (begin != item.npos &&
        equal_ignoring_case(item.substr(begin, item.find_last_not_of(" \t") + 1 - begin), token))
      return true;
    if (comma == list.npos)
      return false;
    list.remove_prefix(comma + 1);
  }
}

} // namespace mitos::net
