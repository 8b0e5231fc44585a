#include "tests/bench/load/asking.hpp"
#include "tests/bench/load/scenarios.hpp"
#include "tests/bench/load/server_process.hpp"

#include <limits>

namespace mitos::bench {

namespace {

constexpr seconds warm_up{0.5};

void measure(crowd& all, const asking& them, const options& asked, report& result) {
  all.pass(warm_up);
  const auto before = them.finished();
  const measurement cpu(asked.pid);
  all.pass(seconds(asked.seconds));
  cpu.end(result, static_cast<double>(them.finished() - before));
}

} // namespace

report operations(const options& asked, const target& server) {
  asking them(asked.count > 0 ? asked.count : std::numeric_limits<std::uint32_t>::max());
  crowd all(server, them, seconds(asked.patience));
  all.enter(asked.connections);
  report result;
  const measurement cpu(asked.pid);
  for (auto& who : all.clients())
    them.start(who, asked.in_flight);
  if (asked.count == 0)
    measure(all, them, asked, result);
  else
    all.until([&] { return them.is_over(); });
  if (asked.count > 0)
    cpu.end(result, static_cast<double>(them.finished()));
  return result;
}

} // namespace mitos::bench
