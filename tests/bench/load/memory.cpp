#include "tests/bench/load/scenarios.hpp"
#include "tests/bench/load/settling.hpp"

namespace mitos::bench {

namespace {

/// They are there before the first look, so that what the server needs once is not counted.
constexpr std::size_t first = 500;

struct counting_pongs : scenario {
  void heard(client&, const message& what) override {
    if (what.what != kind::pong)
      throw failure("said unasked: " + std::string(what.text));
    ++pongs;
  }
  std::size_t pongs = 0;
};

// Subscribes, and waits until the pings behind are answered.
void subscribe(crowd& all, counting_pongs& heard, std::size_t from, std::size_t to) {
  const auto listen = listens_to("t");
  const auto ping = pings();
  const auto before = heard.pongs;
  for (auto i = from; i < to; ++i) {
    auto& who = all.clients()[i];
    who.say(listen, 1);
    who.say(ping);
    who.flush();
    all.turn(clock::now());
  }
  all.until([&] { return heard.pongs - before == to - from; });
}

} // namespace

report memory(const options& asked, const target& server) {
  counting_pongs heard;
  crowd all(server, heard, seconds(asked.patience));
  all.enter(first);
  subscribe(all, heard, 0, 1);
  const auto before = settled_memory(all, asked);
  all.enter(asked.connections);
  const auto idle = settled_memory(all, asked);
  subscribe(all, heard, first, first + asked.connections);
  const auto subscribed = settled_memory(all, asked);
  report result;
  result.add("units", asked.connections);
  result.add("idle_bytes_per_unit", (idle - before) / asked.connections);
  result.add("subscribed_bytes_per_unit", (subscribed - before) / asked.connections);
  return result;
}

} // namespace mitos::bench
