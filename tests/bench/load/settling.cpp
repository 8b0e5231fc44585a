#include "tests/bench/load/settling.hpp"

#include "tests/bench/load/server_process.hpp"

#include <csignal>

namespace mitos::bench {

double settled_memory(crowd& all, const options& asked) {
  all.pass(seconds(asked.settle / 2));
  if (asked.collect_signal > 0)
    ::kill(asked.pid, asked.collect_signal);
  all.pass(seconds(asked.settle / 2));
  return resident(asked.pid);
}

} // namespace mitos::bench
