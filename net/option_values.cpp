#include "net/option_values.hpp"

#include "proto/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <numeric>
#include <utility>

namespace mitos::net {
namespace {

using std::chrono::nanoseconds;

struct unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array<unit, 4> time_units{
    {{"h", 3'600'000'000'000}, {"m", 60'000'000'000}, {"s", 1'000'000'000}, {"ms", 1'000'000}}};
constexpr std::array<unit, 3> size_units{{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}}};

constexpr std::chrono::hours longest{10'000}; // a time of the clock and this may be added

[[noreturn]] void refuse(std::string_view text, std::string_view why, std::string_view right) {
  throw configuration_error('"' + std::string(text) + "\" " + std::string(why) + ": write " +
                            std::string(right));
}

/// The number at the front and what follows it.
struct quantity {
  std::uint64_t number;
  std::string_view rest;
};

quantity split(std::string_view text, std::string_view kind, std::string_view right) {
  std::uint64_t number = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault == std::errc::result_out_of_range)
    refuse(text, "is too large", right);
  if (fault != std::errc())
    refuse(text, "is not " + std::string(kind), right);
  return {number, text.substr(static_cast<std::size_t>(end - text.data()))};
}

template <std::size_t N>
const unit* find(const std::array<unit, N>& units, std::string_view name) {
  auto found = std::find_if(units.begin(), units.end(), [&](const unit& u) { return u.name == name; });
  return found == units.end() ? nullptr : &*found;
}

std::uint64_t times(std::string_view text, const quantity& q, const unit& u, std::string_view right) {
  if (q.number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / u.factor)
    refuse(text, "is too large", right);
  return q.number * u.factor;
}

/// In the largest unit that takes it whole.
template <std::size_t N>
std::string write(std::uint64_t value, const std::array<unit, N>& units) {
  for (const auto& u : units)
    if (value != 0 && value % u.factor == 0)
      return std::to_string(value / u.factor) + std::string(u.name);
  return std::to_string(value);
}

/// How many letters must change to make `a` into `b`.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

} // namespace

nanoseconds read_duration(std::string_view text) {
  constexpr std::string_view right = "a number and its unit, e.g. 500ms, 3s, 1m, 2h, or 0";
  const auto q = split(text, "a duration", right);
  if (q.rest.empty() && q.number == 0)
    return nanoseconds(0);
  if (q.rest.empty())
    refuse(text, "has no unit", right);
  const auto* u = find(time_units, q.rest);
  if (!u)
    refuse(text, "has a unit that is not known", right);
  const nanoseconds time(times(text, q, *u, right));
  if (time > longest)
    refuse(text, "is too long", "10000h or less");
  return time;
}

std::size_t read_size(std::string_view text) {
  constexpr std::string_view right = "bytes, or a number and KiB, MiB or GiB, e.g. 64KiB";
  const auto q = split(text, "a size", right);
  if (q.rest.empty())
    return q.number;
  const auto* u = find(size_units, q.rest);
  if (!u)
    refuse(text, "has a unit that is not known", right);
  return times(text, q, *u, right);
}

std::size_t read_count(std::string_view text) {
  constexpr std::string_view right = "a whole number without a unit";
  const auto q = split(text, "a number", right);
  if (!q.rest.empty())
    refuse(text, "is not a number", right);
  return q.number;
}

std::string read_text(std::string_view text) {
  if (text.empty())
    refuse(text, "is empty", "a value, or leave the option out");
  if (!proto::is_utf8(text))
    throw configuration_error("the value is no UTF-8: write text");
  return std::string(text);
}

bool read_switch(std::string_view text) {
  constexpr std::array<std::string_view, 4> yes{"true", "1", "yes", "on"};
  constexpr std::array<std::string_view, 4> no{"false", "0", "no", "off"};
  if (std::find(yes.begin(), yes.end(), text) != yes.end())
    return true;
  if (std::find(no.begin(), no.end(), text) != no.end())
    return false;
  refuse(text, "is neither true nor false", "true or false");
}

host_and_port read_host_and_port(std::string_view text) {
  constexpr std::string_view right = "HOST:PORT, e.g. 127.0.0.1:8080, [::1]:8080, or :8080 for every address";
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos)
    refuse(text, "has no port", right);
  auto host = text.substr(0, colon);
  const bool bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
  if (bracketed)
    host = host.substr(1, host.size() - 2);
  else if (host.find(':') != std::string_view::npos)
    refuse(text, "is an IPv6 address without brackets", right);
  const auto port = split(text.substr(colon + 1), "a port", right);
  if (!port.rest.empty() || port.number > std::numeric_limits<std::uint16_t>::max())
    refuse(text, "has a port that is not between 0 and 65535", right);
  return {std::string(host), static_cast<std::uint16_t>(port.number)};
}

std::vector<std::string> read_list(std::string_view text) {
  std::vector<std::string> result;
  constexpr std::string_view separators = ", \t\n";
  for (auto begin = text.find_first_not_of(separators); begin != std::string_view::npos;) {
    const auto end = std::min(text.find_first_of(separators, begin), text.size());
    result.emplace_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(separators, end);
  }
  return result;
}

std::string write_duration(nanoseconds value) {
  return write(static_cast<std::uint64_t>(value.count()), time_units);
}

std::string write_size(std::size_t value) { return write(value, size_units); }

std::string write_host_and_port(const host_and_port& value) {
  const bool six = value.host.find(':') != std::string::npos;
  return (six ? '[' + value.host + ']' : value.host) + ':' + std::to_string(value.port);
}

bool is_loopback(std::string_view host) {
  const bool four = host.find_first_not_of("0123456789.") == std::string_view::npos;
  return host == "localhost" || host == "::1" || (four && host.substr(0, 4) == "127.");
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const auto best = nearest(word, candidates);
  return best.empty() ? best : "; did you mean \"" + best + "\"?";
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  const auto nearer = [&](const auto& a, const auto& b) { return distance(word, a) < distance(word, b); };
  const auto best = std::min_element(candidates.begin(), candidates.end(), nearer);
  if (best == candidates.end() || distance(word, *best) > std::max<std::size_t>(2, word.size() / 3))
    return {};
  return *best;
}

} // namespace mitos::net
