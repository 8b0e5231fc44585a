#include "tests/bench/load/crowd.hpp"
#include "tests/bench/load/scenarios.hpp"
#include "tests/bench/load/server_process.hpp"

#include <charconv>

namespace mitos::bench {

namespace {

std::uint32_t count_in(std::string_view text) {
  constexpr std::string_view key = "\"countdown\":";
  std::uint32_t count = 0;
  const auto at = text.find(key);
  if (at == std::string_view::npos)
    throw failure("no count: " + std::string(text));
  std::from_chars(text.data() + at + key.size(), text.data() + text.size(), count);
  return count;
}

/// One stream on each client: every number once, downwards to zero.
struct countdowns : scenario {
  explicit countdowns(const options& asked) : due(asked.connections, asked.count - 1) {}

  void heard(client& who, const message& what) override {
    if (what.what == kind::complete && due[who.index()] == -1)
      ++completed;
    else if (what.what != kind::next || count_in(what.text) != due[who.index()]--)
      throw failure("out of order: " + std::string(what.text));
  }

  std::vector<std::int64_t> due;
  std::size_t completed = 0;
};

} // namespace

report streams(const options& asked, const target& server) {
  countdowns heard(asked);
  crowd all(server, heard, seconds(asked.patience));
  all.enter(asked.connections);
  const auto start = counts_down(asked.count - 1);
  report result;
  const measurement cpu(asked.pid);
  for (auto& who : all.clients()) {
    who.say(start, 1);
    who.flush();
  }
  all.until([&] { return heard.completed == asked.connections; });
  cpu.end(result, static_cast<double>(asked.connections) * asked.count);
  return result;
}

} // namespace mitos::bench
