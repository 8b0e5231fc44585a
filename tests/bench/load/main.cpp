// A load for a server of graphql-transport-ws: one scenario, measured once, as one line of JSON.
#include "tests/bench/load/incoming.hpp"
#include "tests/bench/load/scenarios.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>
#include <map>
#include <sys/resource.h>

namespace {

using namespace mitos::bench;

const std::map<std::string, report (*)(const options&, const target&)> scenarios{
    {"connecting", connecting},
    {"operations", operations},
    {"deliveries", deliveries},
    {"streams", streams},
    {"churn", churn},
    {"memory", memory},
    {"beside_stream", beside_stream},
    {"idling", idling}};

void raise_file_limit() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

void describe(CLI::App& app, options& asked) {
  app.add_option("scenario", asked.scenario)->required()->check(CLI::IsMember(scenarios));
  app.add_option("--port", asked.port)->required();
  app.add_option("--pid", asked.pid, "of the server: its CPU and memory are read")->required();
  app.add_flag("--tls", asked.tls);
  app.add_option("--connections", asked.connections);
  app.add_option("--in-flight", asked.in_flight);
  app.add_option("--count", asked.count,
                 "publishes, messages of a stream, cycles, operations of a connection");
  app.add_option("--seconds", asked.seconds, "that a rate is measured");
  app.add_option("--settle", asked.settle, "seconds before memory is read");
  app.add_option("--collect-signal", asked.collect_signal,
                 "makes the server collect its garbage before that");
  app.add_option("--patience", asked.patience, "seconds until it gives up");
}

} // namespace

int main(int count, char** arguments) {
  CLI::App app("A load for a server of graphql-transport-ws");
  options asked;
  describe(app, asked);
  CLI11_PARSE(app, count, arguments);
  raise_file_limit();
  try {
    std::cout << scenarios.at(asked.scenario)(asked, target(asked.port, asked.tls)).text() << std::endl;
    return 0;
  } catch (const std::exception& problem) {
    std::cerr << asked.scenario << ": " << problem.what() << std::endl;
    return 1;
  }
}
