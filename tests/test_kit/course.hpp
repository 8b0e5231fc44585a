/// How one run of an explored world goes: who decides, what was decided, and what happened. Internal to
/// explore.
#pragma once

#include "tests/test_kit/order.hpp"

#include <cstddef>
#include <functional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace mitos::test_kit {

/// The world did not come to rest.
class endless : public std::runtime_error {
public:
  using runtime_error::runtime_error;
};

/// The source of choices: `of` things may happen next, one is returned. Where `pause` is set, the first of
/// them is that the scenario goes on.
using chooser = std::function<std::size_t(std::size_t of, bool pause)>;

/// Decides by a seed; the same everywhere, since only the engine is of the standard library.
chooser choose_by(std::uint32_t seed);
/// Decides by a list; by 0 where it ends, or says what there is not.
chooser choose_by(order choices);

/// A number below `bound`, the same on every machine.
std::size_t below(std::mt19937& random, std::size_t bound);

/// One thing that happened.
struct event {
  std::string text;
  bool is_step = true; ///< else the scenario did it
  bool chosen = false; ///< not what comes first by default
};

/// One run.
class course {
public:
  course(chooser decide, std::size_t max_steps) : decide_(std::move(decide)), max_steps_(max_steps) {}
  course(const course&) = delete;
  course& operator=(const course&) = delete;

  /// Chooses one of `of`, which is recorded unless there is only one.
  std::size_t choose(std::size_t of, bool pause = false);
  /// Throws `endless` when there were too many steps.
  void count_step();

  /// From here on what happens is written down.
  void watch() { watched_ = true; }
  bool is_watched() const { return watched_; }
  void note(event one) { events_.push_back(std::move(one)); }

  const order& taken() const { return taken_; }
  const order& alternatives() const { return alternatives_; } ///< how many there were for each
  const std::vector<event>& events() const { return events_; }

private:
  chooser decide_;
  std::size_t max_steps_;
  std::size_t steps_ = 0;
  order taken_;
  order alternatives_;
  bool watched_ = false;
  std::vector<event> events_;
};

} // namespace mitos::test_kit
