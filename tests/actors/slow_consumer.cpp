// What a client that reads too slowly loses, by policy.
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"
#include "tests/test_kit/world.hpp"

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;

namespace {

/// A client that is behind after one message, with two subscriptions, "1" and "2".
struct slow {
  explicit slow(actors::slow_policy policy) {
    auto& options = w.settings().options;
    options.soft_queue_messages = 0;
    options.max_queue_messages = 8;
    options.credit = 3;
    options.slow_consumer = policy;
    c = w.greet();
    c->says(subscribe("1"));
    c->says(subscribe("2"));
    REQUIRE(executor.operations().size() == 2);
    c->stalls();
  }

  void publish(std::size_t to, int from, int until) {
    for (int i = from; i < until; ++i)
      executor.publishes(to, std::to_string(i));
    w.settle();
  }

  world w;
  stub_executor executor{w};
  std::optional<client> c;
};

} // namespace

TEST_CASE("close: a client that is too far behind is closed with 1013, and loses nothing before") {
  slow s(actors::slow_policy::close);
  s.publish(0, 0, 8);
  CHECK_FALSE(s.c->sees_close());
  s.publish(0, 8, 9);
  CHECK(s.w.count().slow_consumers.value() == 1);
  CHECK(s.w.count().results_dropped.value() == 0);
}

TEST_CASE("drop-oldest: a subscription keeps as many results as its credit, the newest, in their order") {
  slow s(actors::slow_policy::drop_oldest);
  s.publish(0, 0, 20);
  CHECK(s.w.count().results_dropped.value() == 16);
  s.c->reads_on();
  CHECK(s.c->hears_all() == std::vector{next("1", "0"), next("1", "17"), next("1", "18"), next("1", "19")});
  CHECK_FALSE(s.c->sees_close());
}

TEST_CASE("latest-only: a subscription keeps the latest result, and each has its own") {
  slow s(actors::slow_policy::latest_only);
  s.publish(0, 0, 5);
  s.publish(1, 5, 9);
  CHECK(s.w.count().results_dropped.value() == 6);
  s.c->reads_on();
  CHECK(s.c->hears_all() == std::vector{next("1", "0"), next("1", "4"), next("2", "8")});
  s.publish(0, 9, 10);
  CHECK(s.c->hears() == next("1", "9"));
}

TEST_CASE(
    "promise 5: what is held for a slow client is at most its queue, however many its subscriptions are") {
  slow s(actors::slow_policy::drop_oldest);
  s.w.settings().options.max_queue = 5000;
  auto c = s.w.greet();
  c.says(subscribe("1"));
  c.says(subscribe("2"));
  REQUIRE(s.executor.operations().size() == 4);
  c.stalls();
  s.executor.publishes(2, "0");
  for (int i = 0; i < 3; ++i)
    for (std::size_t to : {2U, 3U})
      s.executor.publishes(to, std::string(2000, '1'));
  s.w.settle();
  CHECK(s.w.count().results_dropped.value() == 4);
  c.reads_on();
  CHECK(c.hears_all().size() == 3);
}

TEST_CASE("what waits comes before the end of its operation") {
  slow s(actors::slow_policy::latest_only);
  s.publish(0, 0, 3);
  s.publish(1, 3, 6);
  s.executor.completes(0);
  s.executor.fails(1, R"([{"message":"no"}])");
  s.w.settle();
  s.c->reads_on();
  CHECK(s.c->hears_all() == std::vector{next("1", "0"), next("1", "2"), complete("1"), next("2", "5"),
                                        message("error", "2", R"([{"message":"no"}])")});
}

TEST_CASE("P28: what waits for an operation that the client completes is never sent") {
  slow s(actors::slow_policy::drop_oldest);
  s.publish(0, 0, 3);
  s.c->says(complete("1"));
  s.w.settle();
  s.c->reads_on();
  CHECK(s.c->hears_all() == std::vector{next("1", "0")});
}

TEST_CASE("a result of a source that waits is never dropped") {
  slow s(actors::slow_policy::latest_only);
  for (int i = 0; i < 5; ++i)
    s.executor.sends(0, std::to_string(i));
  s.w.settle();
  s.c->reads_on();
  CHECK(s.c->hears_all().size() == 5);
  CHECK(s.w.count().results_dropped.value() == 0);
}
