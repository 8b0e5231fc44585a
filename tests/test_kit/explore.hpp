/// Runs a scenario in many orders of its events, and finds the shortest of those in which it fails.
#pragma once

#include "tests/test_kit/world.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mitos::test_kit {

/// What happens in a world of its own, and what must hold there. It is called many times, so it begins afresh
/// each time: what it needs it makes. It fails by an exception: of what a client expects, of
/// `world::expects`, of a framework's REQUIRE, of anything. A check that only counts its failure is not seen;
/// and a framework that counts what is thrown will count each run. What an actor throws ends that actor, and
/// shows only in what it does not say then.
///
/// What its actors, resolvers and hooks refer to must be the world's: `w.make<T>(...)`, `w.keep(...)`. When
/// the scenario returns its own objects are gone, and the world's actors are not; so they are ended, and what
/// still waits for them is not delivered. What is to be dealt with is settled by the scenario.
using scenario = std::function<void(world&)>;

/// How far an exploration goes.
struct exploration {
  std::uint32_t first_seed = 0;      ///< of the runs; each next one has the next
  std::size_t max_steps = 1'000'000; ///< of one run: one that has more fails
  std::size_t max_reruns = 500;      ///< to find a shorter order of a failure
};

/// A scenario failed in some order. The text says which run it was and how it failed, tells the shortest
/// order that was found step by step, and ends with the line that replays it.
class interleaving_failed : public std::runtime_error {
public:
  using runtime_error::runtime_error;
};

/// Runs `what` in so many orders, one for each seed, the same on every machine. In each step one actor hears
/// the message that is next in its mailbox, or a timer that is due fires; and before each act of the scenario
/// itself (what a client says, a stub answers, `advance`, one of `in_any_order`) there may be steps. Whatever
/// asks the world something (`hears`, `sees_close`, `asked`) settles it first. A run also fails when a
/// connection breaks its wire's promises, also by what it was still to hear at the end. Throws
/// `interleaving_failed` for the first run that fails.
void explore(std::size_t runs, const scenario& what, const exploration& how = {});

/// Runs `what` in every order, and returns how many there were; throws `failure` when there are more than
/// `limit`, and `interleaving_failed` like `explore`. For small scenarios: each message more multiplies their
/// number.
std::size_t explore_all(std::size_t limit, const scenario& what, const exploration& how = {});

/// Runs `what` in one order, as a report spells it. A choice that is no longer there, since the code has
/// changed, is the first. Throws `interleaving_failed` if it fails, std::invalid_argument that says why if
/// `choices` spells none.
void replay(std::string_view choices, const scenario& what, const exploration& how = {});

} // namespace mitos::test_kit
