// The race of its birth: an init timeout that fires around the accept, and around the init.
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/explore.hpp"
#include "tests/test_kit/stubs.hpp"

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;

namespace {

/// What befalls a connection with an init timeout of 0.
void timeout_of_zero(world& w, const std::function<void(world&, client&)>& acts_on) {
  w.settings().options.init_timeout = 0s;
  stub_gatekeeper keeper(w);
  auto c = w.knock();
  acts_on(w, c);
  c.sees_close(4408, "Connection initialisation timeout");
  c.hears_nothing();
  w.expects(keeper.asked() == 0, "nobody is asked for admission");
  w.expects(w.count().connections_failed.value() == 0, "no connection fails");
  w.expects(w.count().connections.value() == 0, "no connection is left");
  w.expects(w.timers_armed() == 0, "no timer is left");
}

} // namespace

TEST_CASE("the race of its birth: init timeout 0 and messages before, at and after the accept") {
  explore(3000, [](world& w) {
    timeout_of_zero(w, [](world& its, client& c) {
      its.in_any_order({[&] { c.accepted(); }, [&] { c.inits(); }, [&] { c.subscribes("1", "{ x }"); },
                        [&] { its.advance(0s); }});
    });
  });
}

TEST_CASE("the race of its birth, in every order that there is") {
  auto orders = explore_all(10'000, [](world& w) {
    timeout_of_zero(w, [](world& its, client& c) {
      its.in_any_order({[&] { c.accepted(); }, [&] { c.inits(); }, [&] { its.advance(0s); }});
    });
  });
  CHECK(orders > 6);
}

TEST_CASE("the race of its birth, armed: a timeout that meets the init, in every order of delivery") {
  std::size_t acked = 0;
  std::size_t timed_out = 0;
  auto orders = explore_all(10'000, [&](world& w) {
    stub_gatekeeper keeper(w);
    auto c = w.connect();
    w.in_any_order({[&] { c.inits(); }, [&] { w.advance(3s); }});
    if (c.sees_close_code() == 4408) {
      ++timed_out;
      c.hears_nothing();
    } else {
      keeper.admits(0);
      c.hears(ack);
      ++acked;
    }
  });
  CHECK(acked > 0);
  CHECK(timed_out > 0);
  CHECK(acked + timed_out == orders);
}
