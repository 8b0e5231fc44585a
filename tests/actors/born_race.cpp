// The race of its birth: an init timeout of 0 that fires around the accept.
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"
#include "tests/test_kit/world.hpp"

#include <caf/send.hpp>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;

TEST_CASE("the race of its birth: init timeout 0 and messages before, at and after the accept") {
  world w;
  w.settings().options.init_timeout = std::chrono::seconds(0);
  stub_gatekeeper keeper(w);
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    w.shuffle(seed);
    std::mt19937 random(seed);
    auto c = w.knock();
    std::vector<std::function<void()>> acts{
        [&] { c.accepted(); }, [&] { c.says(init); }, [&] { c.says(subscribe("1")); },
        [&] { w.step(); },     [&] { w.step(); },     [&] { w.advance(std::chrono::seconds(0)); },
    };
    std::shuffle(acts.begin(), acts.end(), random);
    for (auto& act : acts)
      act();
    CAPTURE(seed);
    REQUIRE(c.sees_close() == proto::close_reason(4408, "Connection initialisation timeout"));
    REQUIRE(c.hears_all().empty());
    REQUIRE(c.wire().broken_promises == 0);
  }
  CHECK(keeper.asked() == 0);
  CHECK(w.count().connections_failed.value() == 0);
  CHECK(w.count().connections.value() == 0);
  CHECK(w.timers_armed() == 0);
}

TEST_CASE("the race of its birth, armed: a timeout that meets the init, in every order of delivery") {
  world w;
  stub_gatekeeper keeper(w);
  std::size_t acked = 0;
  std::size_t timed_out = 0;
  for (int order = 0; order < 2; ++order) {
    auto c = w.connect();
    auto connection = c.wire().connection();
    if (order == 0)
      c.says(init);
    caf::anon_send(connection, actors::init_timed_out{});
    if (order == 1)
      c.says(init);
    if (c.sees_close_code() == 4408) {
      ++timed_out;
      CHECK(c.hears_all().empty());
    } else {
      keeper.admits(keeper.asked() - 1);
      CHECK(c.hears() == ack);
      ++acked;
    }
  }
  CHECK(acked == 1);
  CHECK(timed_out == 1);
}
