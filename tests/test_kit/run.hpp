/// One run of a scenario, and what became of it. Internal to explore.
#pragma once

#include "tests/test_kit/course.hpp"
#include "tests/test_kit/explore.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mitos::test_kit {

/// How a run failed.
struct fault {
  std::string what;
  std::string kind; ///< of two runs that fail alike it is the same
  bool is_endless = false;
};

/// What became of a run.
struct outcome {
  std::optional<fault> failed;
  order taken;
  order alternatives;
  std::vector<event> events; ///< of a watched run
};

outcome run(const scenario& what, chooser decide, const exploration& how, bool watched = false);

/// A shorter order in which `what` fails like that, or the same.
order shrink(const scenario& what, const order& failing, const fault& like, const exploration& how);

} // namespace mitos::test_kit
