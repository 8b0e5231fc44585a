/// What a load is told.
#pragma once

#include <cstdint>
#include <string>

namespace mitos::bench {

struct options {
  std::string scenario;
  std::uint16_t port = 0;
  int pid = 0; ///< of the server
  bool tls = false;
  std::uint32_t connections = 32;
  std::uint32_t in_flight = 1; ///< operations of one connection
  std::uint32_t count = 0;     ///< publishes, messages, cycles, operations: what the scenario counts
  double seconds = 1.5;        ///< that a rate is measured
  double settle = 1;           ///< before memory is read
  int collect_signal = 0;      ///< makes the server give back what it does not need
  double patience = 60;
};

} // namespace mitos::bench
