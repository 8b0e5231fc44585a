#include "tests/test_kit/explore.hpp"

#include "tests/test_kit/run.hpp"

#include <algorithm>

namespace mitos::test_kit {

namespace {

/// Steps that a report tells; of a longer order the last ones.
constexpr std::size_t told_steps = 200;

std::string steps_text(const std::vector<event>& events) {
  auto first = events.size() > told_steps ? events.size() - told_steps : 0;
  std::string text = first > 0 ? "  ... " + std::to_string(first) + " before\n" : "";
  std::size_t number = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& one = events[i];
    number += one.is_step ? 1 : 0;
    if (i >= first)
      text += (one.chosen ? "  * " : "    ") + (one.is_step ? std::to_string(number) + ". " : "- ") +
              one.text + '\n';
  }
  return text;
}

std::string count_text(const std::vector<event>& events) {
  auto steps = std::count_if(events.begin(), events.end(), [](auto& one) { return one.is_step; });
  auto chosen = std::count_if(events.begin(), events.end(), [](auto& one) { return one.chosen; });
  return std::to_string(steps) + " steps, with " + std::to_string(chosen) + " (*) that were not the oldest";
}

/// Tells the run of `choices`, and how it is replayed.
[[noreturn]] void report(const std::string& which, const scenario& what, const order& choices,
                         const fault& failed, const exploration& how) {
  auto told = run(what, choose_by(choices), how, true);
  const auto& shown = told.failed ? *told.failed : failed;
  throw interleaving_failed(
      which + " failed:\n" + shown.what + "\n\nThe shortest order that was found, " +
      count_text(told.events) + ":\n" + steps_text(told.events) +
      "\nTo replay it:\n  mitos::test_kit::replay(\"" + to_text(choices) + "\", scenario);" +
      (told.failed
           ? ""
           : "\nBut it did not fail when it was replayed: the scenario depends on more than the order."));
}

/// Steps without end are told by their beginning alone.
[[noreturn]] void report_endless(const std::string& which, const fault& failed) {
  throw interleaving_failed(
      which + " failed:\n" + failed.what +
      "\n\nSomething never ends: actors that answer each other, or one that sends to itself. "
      "Where a scenario is just long, raise exploration::max_steps.");
}

void judge(const std::string& which, const scenario& what, const outcome& of, const exploration& how) {
  if (!of.failed)
    return;
  if (of.failed->is_endless)
    report_endless(which, *of.failed);
  report(which, what, shrink(what, of.taken, *of.failed, how), *of.failed, how);
}

/// The next order in depth-first enumeration; false after the last.
bool advance(order& choices, const outcome& last) {
  choices = last.taken;
  choices.resize(last.alternatives.size());
  while (!choices.empty() && choices.back() + 1 == last.alternatives[choices.size() - 1])
    choices.pop_back();
  if (choices.empty())
    return false;
  ++choices.back();
  return true;
}

} // namespace

void explore(std::size_t runs, const scenario& what, const exploration& how) {
  for (std::size_t i = 0; i < runs; ++i) {
    auto seed = static_cast<std::uint32_t>(how.first_seed + i);
    auto which = "Run " + std::to_string(i + 1) + " of " + std::to_string(runs) + ", seed " +
                 std::to_string(seed) + ",";
    judge(which, what, run(what, choose_by(seed), how), how);
  }
}

std::size_t explore_all(std::size_t limit, const scenario& what, const exploration& how) {
  order choices;
  for (std::size_t runs = 1;; ++runs) {
    if (runs > limit)
      throw failure("there are more than " + std::to_string(limit) + " orders");
    auto result = run(what, choose_by(choices), how);
    judge("Run " + std::to_string(runs) + " of all orders", what, result, how);
    if (!advance(choices, result))
      return runs;
  }
}

void replay(std::string_view choices, const scenario& what, const exploration& how) {
  auto parsed = parse_order(choices);
  auto result = run(what, choose_by(parsed), how);
  if (!result.failed)
    return;
  if (result.failed->is_endless)
    report_endless("The replayed order", *result.failed);
  report("The replayed order", what, trimmed(std::move(parsed)), *result.failed, how);
}

} // namespace mitos::test_kit
