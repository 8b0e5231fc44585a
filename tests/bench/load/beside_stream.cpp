#include "tests/bench/load/asking.hpp"
#include "tests/bench/load/scenarios.hpp"
#include "tests/bench/load/server_process.hpp"

#include <algorithm>
#include <limits>

namespace mitos::bench {

namespace {

constexpr seconds warm_up{0.3};
constexpr seconds silence{0.1};  ///< nothing for so long: it is over
constexpr seconds too_late{1};   ///< to become silent
constexpr double hopeless = 500; ///< milliseconds after which it is not tried again
constexpr std::size_t times = 5; ///< that a stream is silenced

/// The first client has the streams, the others ask.
class neighbours : public scenario {
public:
  void heard(client& who, const message& what) override {
    if (who.index() > 0)
      return others.heard(who, what);
    if (what.what != kind::next)
      throw failure("the stream ended: " + std::string(what.text));
    latest = clock::now();
    ++streamed;
  }

  asking others{std::numeric_limits<std::uint32_t>::max()};
  clock::time_point latest;
  std::uint64_t streamed = 0;
};

outgoing endless() { return counts_down(std::numeric_limits<std::int32_t>::max()); }

double rate(crowd& all, const neighbours& them, double time) {
  const auto before = them.others.finished();
  const auto began = clock::now();
  all.pass(seconds(time));
  return static_cast<double>(them.others.finished() - before) / seconds(clock::now() - began).count();
}

void say(client& streaming, const outgoing& what, std::uint32_t number) {
  streaming.say(what, number);
  streaming.flush();
}

/// Milliseconds from `complete` to the last message.
double silenced(crowd& all, neighbours& them, std::uint32_t number) {
  const auto said = clock::now();
  them.latest = said;
  say(all.clients().front(), completes(), number);
  all.within(too_late, [&] { return clock::now() - them.latest > silence; });
  return seconds(them.latest - said).count() * 1000;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Starts the stream and reports what rate the others keep.
void measure_rates(crowd& all, neighbours& them, const options& asked, report& result) {
  const auto alone = rate(all, them, asked.seconds);
  say(all.clients().front(), endless(), 1);
  all.pass(warm_up);
  const measurement cpu(asked.pid);
  const auto before = them.streamed;
  const auto beside = rate(all, them, asked.seconds);
  cpu.end(result, std::max(1.0, static_cast<double>(them.streamed - before)));
  result.add("others_keep", beside / alone);
}

/// The first stream runs; those after it begin anew.
void measure_silence(crowd& all, neighbours& them, report& result) {
  std::vector<double> silences{silenced(all, them, 1)};
  while (silences.size() < times && silences.back() < hopeless) {
    const auto number = static_cast<std::uint32_t>(silences.size()) + 1;
    say(all.clients().front(), endless(), number);
    all.pass(seconds(0.1));
    silences.push_back(silenced(all, them, number));
  }
  result.add("silent_after_ms", median(silences));
}

} // namespace

report beside_stream(const options& asked, const target& server) {
  neighbours them;
  crowd all(server, them, seconds(asked.patience));
  all.enter(asked.connections + 1);
  for (auto& who : all.clients())
    if (who.index() > 0)
      them.others.start(who, 1);
  all.pass(warm_up);
  report result;
  measure_rates(all, them, asked, result);
  measure_silence(all, them, result);
  return result;
}

} // namespace mitos::bench
