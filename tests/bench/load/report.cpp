#include "tests/bench/load/report.hpp"

#include <array>
#include <cstdio>

namespace mitos::bench {

void report::add(const std::string& name, double value) {
  std::array<char, 40> digits{};
  std::snprintf(digits.data(), digits.size(), "%.9g", value);
  members_.append(members_.empty() ? "" : ", ").append("\"" + name + "\": ").append(digits.data());
}

} // namespace mitos::bench
