#include "net/origin.hpp"

#include <algorithm>
#include <optional>

namespace mitos::net {

namespace {

bool remove_prefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix)
    return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string_view without(std::string_view text, std::string_view suffix) {
  const bool has = text.size() > suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
  return has ? text.substr(0, text.size() - suffix.size()) : text;
}

bool is_port(std::string_view text) {
  return text.empty() ||
         (text.size() > 1 && text.size() <= 6 && text.front() == ':' &&
          std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

/// The host of "host:port" or "[::1]:port"; nothing where it is neither.
std::optional<std::string_view> bare_host(std::string_view host) {
  auto end = host.substr(0, 1) == "[" ? host.find(']') + 1 : host.find(':');
  end = std::min(end, host.size());
  if (end == 0 || !is_port(host.substr(end)))
    return std::nullopt;
  return host.substr(0, end);
}

bool is_localhost(std::string_view host) {
  return equal_ignoring_case(host, "localhost") || host == "127.0.0.1" || host == "[::1]";
}

/// As browsers write them: hosts in small letters, no port where it is the scheme's own.
bool is_same_origin(std::string_view a, std::string_view b) {
  const auto plain = [](std::string_view origin) {
    return without(origin, equal_ignoring_case(origin.substr(0, 5), "http:") ? ":80" : ":443");
  };
  return equal_ignoring_case(plain(a), plain(b));
}

} // namespace

bool may_connect(std::string_view origin, std::string_view host, const upgrade_rules& rules) {
  for (const auto& allowed : rules.allowed_origins)
    if (allowed == "*" || is_same_origin(allowed, origin))
      return true;
  const bool plain = remove_prefix(origin, "http://");
  if (!plain && !remove_prefix(origin, "https://"))
    return false;
  auto bare = bare_host(origin);
  if (!bare)
    return false;
  if (rules.allow_any_localhost_origin && is_localhost(*bare))
    return true;
  const auto port = plain ? ":80" : ":443";
  return equal_ignoring_case(without(origin, port), without(host, port));
}

} // namespace mitos::net
