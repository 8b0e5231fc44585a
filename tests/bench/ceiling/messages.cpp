#include "tests/bench/ceiling/messages.hpp"

#include <array>
#include <cstdlib>
#include <utility>

namespace mitos::bench::ceiling {

namespace {

/// What stands behind `key`, as far as the text goes.
std::string_view behind(std::string_view text, std::string_view key) {
  const auto at = text.find(key);
  return at == std::string_view::npos ? std::string_view() : text.substr(at + key.size());
}

std::string_view quoted(std::string_view text, std::string_view key) {
  const auto value = behind(text, key);
  return value.substr(0, value.find('"'));
}

wish operation(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, wish>, 4> documents{{{"{ node {", wish::query},
                                                                        {" publish(", wish::publish},
                                                                        {" topic(", wish::listen},
                                                                        {" countdown(", wish::count_down}}};
  for (const auto& [mark, what] : documents)
    if (text.find(mark) != std::string_view::npos)
      return what;
  return wish::nothing;
}

wish read_wish(std::string_view text) {
  const auto type = quoted(text, R"("type":")");
  if (type == "subscribe")
    return operation(text);
  if (type == "complete")
    return wish::complete;
  if (type == "ping")
    return wish::ping;
  return type == "connection_init" ? wish::initialise : wish::nothing;
}

} // namespace

heard read(std::string_view text) {
  heard said;
  said.what = read_wish(text);
  said.id = quoted(text, R"("id":")");
  if (said.what == wish::publish) {
    said.topic = quoted(text, R"("topic":")");
    said.payload = quoted(text, R"("payload":")");
  } else if (said.what == wish::listen) {
    said.topic = quoted(text, R"("name":")");
  } else if (said.what == wish::count_down) {
    said.from = std::strtol(behind(text, R"("from":)").data(), nullptr, 10); // a brace ends it
  }
  return said;
}

void append_text(std::string& out, std::initializer_list<std::string_view> pieces) {
  std::size_t size = 0;
  for (const auto piece : pieces)
    size += piece.size();
  out += static_cast<char>(0x81);
  if (size < 126) {
    out += static_cast<char>(size);
  } else {
    out += static_cast<char>(126);
    out += static_cast<char>(size >> 8);
    out += static_cast<char>(size & 0xff);
  }
  for (const auto piece : pieces)
    out += piece;
}

void append_next(std::string& out, std::string_view id, std::string_view before, std::string_view value,
                 std::string_view behind) {
  append_text(out,
              {R"({"id":")", id, R"(","type":"next","payload":{"data":{)", before, value, behind, "}}}"});
}

void append_complete(std::string& out, std::string_view id) {
  append_text(out, {R"({"id":")", id, R"(","type":"complete"})"});
}

} // namespace mitos::bench::ceiling
