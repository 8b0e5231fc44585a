#include "tests/bench/load/scenarios.hpp"
#include "tests/bench/load/server_process.hpp"

namespace mitos::bench {

namespace {

struct silent : scenario {
  void heard(client&, const message& what) override {
    throw failure("said unasked: " + std::string(what.text));
  }
};

} // namespace

report connecting(const options& asked, const target& server) {
  silent nothing;
  crowd all(server, nothing, seconds(asked.patience));
  report result;
  const measurement cpu(asked.pid);
  all.enter(asked.connections);
  cpu.end(result, asked.connections);
  return result;
}

report idling(const options& asked, const target& server) {
  silent nothing;
  crowd all(server, nothing, seconds(asked.patience));
  all.enter(asked.connections);
  all.pass(seconds(asked.settle));
  report result;
  const measurement cpu(asked.pid);
  all.pass(seconds(asked.seconds));
  cpu.end(result, asked.connections);
  return result;
}

} // namespace mitos::bench
