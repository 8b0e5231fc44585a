#include "tests/test_kit/order.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace mitos::test_kit {

namespace {

constexpr std::string_view version = "k1:";

[[noreturn]] void refuse(const std::string& why) {
  throw std::invalid_argument("no order to replay: " + why);
}

std::uint32_t number(std::string_view digits) {
  std::uint32_t parsed = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), parsed);
  auto canonical = digits == "0" || (!digits.empty() && digits.front() != '0');
  if (error != std::errc() || end != digits.data() + digits.size() || !canonical)
    refuse('"' + std::string(digits.substr(0, 40)) + "\" is no number");
  return parsed;
}

void append(order& choices, std::string_view item) {
  auto star = item.find('*');
  auto times = star == item.npos ? 1 : number(item.substr(star + 1));
  if (times == 0)
    refuse("something stands there zero times");
  if (times > max_choices - choices.size())
    refuse("it has more than " + std::to_string(max_choices) + " choices");
  choices.insert(choices.end(), times, number(item.substr(0, star)));
}

} // namespace

order trimmed(order choices) {
  while (!choices.empty() && choices.back() == 0)
    choices.pop_back();
  return choices;
}

std::string to_text(const order& choices) {
  std::string text(version);
  for (auto at = choices.begin(); at != choices.end();) {
    auto end = std::find_if(at, choices.end(), [&](auto other) { return other != *at; });
    auto times = end - at;
    auto written = *at == 0 && times > 1 ? times : 1;
    text += std::to_string(*at) + (written > 1 ? '*' + std::to_string(written) : "") + '.';
    at += written;
  }
  if (text.back() == '.')
    text.pop_back();
  return text;
}

order parse_order(std::string_view text) {
  if (text.substr(0, version.size()) != version)
    refuse("it does not begin with " + std::string(version));
  text.remove_prefix(version.size());
  order choices;
  if (text.empty())
    return choices;
  for (;;) {
    auto point = text.find('.');
    append(choices, text.substr(0, point));
    if (point == text.npos)
      return choices;
    text.remove_prefix(point + 1);
  }
}

} // namespace mitos::test_kit
