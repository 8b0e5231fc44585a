#include "tests/test_kit/course.hpp"

#include <array>

namespace mitos::test_kit {

std::size_t below(std::mt19937& random, std::size_t bound) {
  // Not std::uniform_int_distribution: what it makes of the engine is each library's own.
  return static_cast<std::size_t>((std::uint64_t{random()} * std::uint64_t{bound}) >> 32U);
}

chooser choose_by(std::uint32_t seed) {
  std::mt19937 random(seed);
  // How often out of 8 a scenario that could go on waits for a step: runs are hasty, even, or patient.
  constexpr std::array<std::size_t, 3> waits{1, 4, 7};
  auto patience = waits[below(random, waits.size())];
  return [random, patience](std::size_t of, bool pause) mutable {
    if (!pause)
      return below(random, of);
    return below(random, 8) < patience ? 1 + below(random, of - 1) : std::size_t{0};
  };
}

chooser choose_by(order choices) {
  return [choices = std::move(choices), next = std::size_t{0}](std::size_t of, bool) mutable {
    auto chosen = next < choices.size() ? choices[next++] : 0;
    return chosen < of ? std::size_t{chosen} : std::size_t{0};
  };
}

std::size_t course::choose(std::size_t of, bool pause) {
  if (of < 2)
    return 0;
  auto chosen = decide_(of, pause);
  if (taken_.size() == max_choices)
    throw endless("there were more than " + std::to_string(max_choices) + " choices");
  taken_.push_back(static_cast<std::uint32_t>(chosen));
  alternatives_.push_back(static_cast<std::uint32_t>(of));
  return chosen;
}

void course::count_step() {
  if (steps_ == max_steps_)
    throw endless("the world did not come to rest within " + std::to_string(max_steps_) + " steps");
  ++steps_;
}

} // namespace mitos::test_kit
