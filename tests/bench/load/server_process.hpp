/// What the server has used, as the kernel counts it.
#pragma once

#include "tests/bench/load/crowd.hpp"
#include "tests/bench/load/report.hpp"

namespace mitos::bench {

struct usage {
  std::chrono::nanoseconds ran{};    ///< on a core, all threads together
  std::chrono::nanoseconds waited{}; ///< for a core that somebody else had
};

usage used_by(int pid);

/// Bytes of memory that are resident.
double resident(int pid);

/// From its making to its end: CPU of the server, and of this program.
class measurement {
public:
  explicit measurement(int pid);

  /// Reports what was used in the meantime, for so many units of work.
  void end(report& to, double units) const;
  seconds lasted() const { return clock::now() - began_; }

private:
  int pid_;
  usage before_;
  std::chrono::nanoseconds own_;
  clock::time_point began_;
};

} // namespace mitos::bench
