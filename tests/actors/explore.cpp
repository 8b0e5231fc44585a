// Exploring finds planted bugs, tells the shortest order in which they happen, and replays it.
#include "tests/test_kit/explore.hpp"
#include "actors/transport.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/order.hpp"
#include "tests/test_kit/stubs.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

#include <map>
#include <set>

using namespace mitos;
using namespace mitos::test_kit;
using namespace std::chrono_literals;

namespace {

const std::string ack = R"({"type":"connection_ack"})";

/// What `f` reports; fails the test if it reports nothing.
template <class F>
std::string report_of(F f) {
  try {
    f();
  } catch (const interleaving_failed& thrown) {
    return thrown.what();
  }
  FAIL("nothing failed");
  return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

/// The order that a report says to replay.
std::string order_in(const std::string& report) {
  auto from = report.find("replay(\"") + 8;
  return report.substr(from, report.find('"', from) - from);
}

/// What failed, as a report tells it: between its first line and the steps.
std::string fault_in(const std::string& report) {
  auto from = report.find('\n') + 1;
  return report.substr(from, report.find("\n\n") - from);
}

std::size_t steps_not_oldest(const std::string& report) {
  std::size_t count = 0;
  for (auto at = report.find("\n  * "); at != report.npos; at = report.find("\n  * ", at + 1))
    ++count;
  return count;
}

/// That the bug is found, is told in few words, and that its replay is the same bug.
std::string finds(const scenario& buggy, std::size_t most_choices) {
  auto report = report_of([&] { explore(1000, buggy); });
  INFO(report);
  CHECK(has(report, "of 1000, seed "));
  CHECK(has(report, " (*) that were not the oldest"));
  auto line = order_in(report);
  CHECK(has(report, "mitos::test_kit::replay(\"" + line + "\", scenario);"));
  std::size_t choices = 0;
  for (auto choice : parse_order(line))
    choices += choice != 0 ? 1 : 0;
  CHECK(choices <= most_choices);
  CHECK(steps_not_oldest(report) <= choices);
  auto again = report_of([&] { replay(line, buggy); });
  CHECK(fault_in(again) == fault_in(report));
  CHECK(order_in(again) == line);
  return report;
}

// A connection that acks before it is ready: somebody else has yet to say that it is, and a subscribe may
// come first.

struct are_we_ready {};
struct now_ready {};

} // namespace

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(are_we_ready)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(now_ready)

namespace {

caf::behavior registrar(caf::event_based_actor*) {
  return {[](const are_we_ready&) { return now_ready{}; }};
}

class eager_connection : public caf::event_based_actor {
public:
  eager_connection(caf::actor_config& config, std::shared_ptr<actors::transport> wire, caf::actor registrar,
                   bool acks_first)
      : event_based_actor(config),
        wire_(std::move(wire)),
        registrar_(std::move(registrar)),
        acks_first_(acks_first) {}

  const char* name() const override { return "mitos_tests.eager"; }
  caf::behavior make_behavior() override {
    return {
        [](const actors::accepted&) {},
        [this](const actors::text_received& said) { hear(said.text); },
        [this](const now_ready&) {
          ready_ = true;
          if (!acks_first_)
            wire_->send(ack);
        },
        [this](const actors::wire_closed&) { quit(); },
    };
  }
  void on_exit() override { wire_.reset(); }

private:
  void hear(const std::string& text) {
    if (text.find("connection_init") != text.npos) {
      send(registrar_, are_we_ready{});
      if (acks_first_)
        wire_->send(ack);
    } else if (!ready_) {
      wire_->close({4401, "Unauthorized"});
    }
  }

  std::shared_ptr<actors::transport> wire_;
  caf::actor registrar_;
  bool acks_first_;
  bool ready_ = false;
};

/// Its client does what a client may: it subscribes as soon as it hears the ack.
scenario subscribes_after_ack(bool acks_first) {
  return [=](world& w) {
    auto wire = w.make_wire();
    wire->attach(w.spawn<eager_connection>(wire, w.spawn(registrar), acks_first));
    client c(w, wire);
    c.accepted();
    c.inits();
    c.hears_at_once(ack);
    c.subscribes("1", "{ x }");
    w.expects(!c.sees_close(), "a subscribe after the ack is accepted");
  };
}

// One that knows operations by the client's id alone: a result of the old one answers the new one.

struct begin_work {
  std::string id;
  int generation;
};
struct forget_work {
  std::string id;
};
struct work_done {
  std::string id;
  int generation;
};
struct work_now {};

} // namespace

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(begin_work)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(forget_work)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(work_done)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(work_now)

namespace {

/// Answers what was asked so far when it is told to.
class worker : public caf::event_based_actor {
public:
  using event_based_actor::event_based_actor;

  caf::behavior make_behavior() override {
    return {
        [this](const begin_work& order) {
          asker_ = caf::actor_cast<caf::actor>(current_sender());
          results_.push_back({order.id, order.generation});
        },
        [this](const work_now&) {
          for (auto& one : std::exchange(results_, {}))
            send(asker_, one);
        },
    };
  }
  void on_exit() override { asker_ = {}; }

private:
  caf::actor asker_;
  std::vector<work_done> results_;
};

class forgetful : public caf::event_based_actor {
public:
  forgetful(caf::actor_config& config, world& owner, caf::actor worker, bool forgets)
      : event_based_actor(config),
        world_(owner),
        worker_(std::move(worker)),
        forgets_(forgets) {}

  caf::behavior make_behavior() override {
    return {
        [this](const begin_work& order) {
          live_[order.id] = order.generation;
          send(worker_, order);
        },
        [this](const forget_work& order) { live_.erase(order.id); },
        [this](const work_done& got) {
          auto found = live_.find(got.id);
          if (found == live_.end() || (!forgets_ && found->second != got.generation))
            return;
          world_.expects(found->second == got.generation, "a result is of the generation that is live");
          live_.erase(found);
        },
    };
  }

private:
  world& world_;
  caf::actor worker_;
  bool forgets_;
  std::map<std::string, int> live_;
};

scenario reuses_an_id(bool forgets) {
  return [=](world& w) {
    auto working = w.spawn<worker>();
    auto asked = w.spawn<forgetful>(std::ref(w), working, forgets);
    auto tell = [&](const caf::actor& whom, auto message) {
      w.meanwhile();
      caf::anon_send(whom, message);
    };
    tell(asked, begin_work{"a", 1});
    tell(working, work_now{});
    tell(asked, forget_work{"a"});
    tell(asked, begin_work{"a", 2});
    w.settle();
  };
}

// The bug of Mitos's birth: a timer that closes before the accept, and something is sent after the close.

class hasty : public caf::event_based_actor {
public:
  hasty(caf::actor_config& config, std::shared_ptr<actors::transport> wire, bool looks)
      : event_based_actor(config),
        wire_(std::move(wire)),
        looks_(looks) {}

  caf::behavior make_behavior() override {
    wire_->arm(actors::timer::state, 1s, actors::init_timed_out{});
    return {
        [this](const actors::accepted&) {
          if (!looks_ || !closing_)
            wire_->send(ack);
        },
        [this](const actors::init_timed_out&) {
          closing_ = true;
          wire_->close({4408, "Connection initialisation timeout"});
        },
        [](const actors::text_received&) {},
        [this](const actors::wire_closed&) { quit(); },
    };
  }
  void on_exit() override { wire_.reset(); }

private:
  std::shared_ptr<actors::transport> wire_;
  bool looks_;
  bool closing_ = false;
};

scenario times_out(bool looks) {
  return [=](world& w) {
    auto wire = w.make_wire();
    wire->answers_close = false;
    wire->attach(w.spawn<hasty>(wire, looks));
    client c(w, wire);
    w.settle();
    w.in_any_order({[&] { c.accepted(); }, [&] { w.advance(2s); }});
    c.sees_close(4408);
  };
}

} // namespace

TEST_CASE("explore finds a connection that acks before it is ready") {
  auto report = finds(subscribes_after_ack(true), 3);
  CHECK(has(report, "a subscribe after the ack is accepted"));
  CHECK(has(report, ". mitos_tests.eager#"));
  CHECK(has(report, "client 1 says {\"id\":\"1\""));
  CHECK(has(report, R"( hears text_received {"id":"1","type":"subscribe","payload":{"query":"{ x }"}})"));
  explore(1000, subscribes_after_ack(false));
  replay(order_in(report), subscribes_after_ack(false));
}

TEST_CASE("explore finds who forgets the generation of an operation") {
  auto report = finds(reuses_an_id(true), 3);
  CHECK(has(report, "a result is of the generation that is live"));
  explore(1000, reuses_an_id(false));
  replay(order_in(report), reuses_an_id(false));
}

TEST_CASE("explore finds a timer that closes before the accept, and what is sent after the close") {
  auto report = finds(times_out(false), 3);
  CHECK(has(report, "the connection of client 1 sent " + ack + " after its close with 4408"));
  CHECK(has(report, "at 1.0 s the timer of "));
  CHECK(has(report, "init_timed_out"));
  explore(1000, times_out(true));
  replay(order_in(report), times_out(true));
}

TEST_CASE("the shortest order of a bug that needs two of many choices has two") {
  auto buggy = [](world& w) {
    std::string heard;
    std::vector<std::function<void()>> acts;
    for (char name = 'a'; name <= 'h'; ++name)
      acts.emplace_back([&heard, name] { heard += name; });
    w.in_any_order(acts);
    w.expects(heard.find('g') > heard.find('b') || heard.find('f') > heard.find('a'), "not both are early");
  };
  finds(buggy, 2);
}

TEST_CASE("a seed is the same order every time, and on every machine") {
  auto orders = [] {
    std::vector<std::string> all;
    explore(50, [&](world& w) {
      all.emplace_back();
      std::vector<std::function<void()>> acts;
      for (char name = 'a'; name <= 'f'; ++name)
        acts.emplace_back([&all, name] { all.back() += name; });
      w.in_any_order(acts);
    });
    return all;
  };
  auto first = orders();
  CHECK(first == orders());
  CHECK(std::set<std::string>(first.begin(), first.end()).size() > 40);
  CHECK(first[0] == "defbca");
  CHECK(first[49] == "cbfead");
}

TEST_CASE("explore_all runs every order once") {
  for (auto [actors, orders] : {std::pair(1, 1u), {2, 2u}, {3, 6u}, {4, 24u}}) {
    std::set<std::string> seen;
    auto runs = explore_all(100, [&, count = actors](world& w) {
      std::string heard;
      for (int i = 0; i < count; ++i)
        caf::anon_send(w.spawn([&heard](caf::event_based_actor*) -> caf::behavior {
          return {[&heard](int number) { heard += std::to_string(number); }};
        }),
                       i);
      w.settle();
      seen.insert(heard);
    });
    CHECK(runs == orders);
    CHECK(seen.size() == orders);
  }
  auto many = [](world& w) { w.in_any_order(std::vector<std::function<void()>>(5, [] {})); };
  CHECK(explore_all(120, many) == 120);
  CHECK_THROWS_AS(explore_all(119, many), failure);
  CHECK(has(report_of([] { explore_all(100, times_out(false)); }), "after its close with 4408"));
}

namespace {

/// Waits for a second of CAF's own, and for a message.
caf::behavior waits(caf::event_based_actor* self, std::string* heard, std::chrono::nanoseconds* at) {
  self->delayed_send(self, 1s, std::string("timer"));
  return {[heard, at, self](const std::string& what) {
    *heard += what + ' ';
    if (what == "timer")
      *at = self->clock().now().time_since_epoch();
  }};
}

} // namespace

TEST_CASE("a timer of CAF's comes before or after a message that waits, and time is then its own") {
  std::set<std::string> seen;
  explore_all(1000, [&](world& w) {
    std::string heard;
    std::chrono::nanoseconds at{};
    auto began = w.now();
    auto waiting = w.spawn(waits, &heard, &at);
    w.settle();
    w.in_any_order({[&] { caf::anon_send(waiting, std::string("message")); }, [&] { w.advance(3s); }});
    w.settle();
    w.expects(w.now() == began + 3s, "time is the test's in the end");
    w.expects(at >= began + 1s, "a timer is never early");
    seen.insert(heard);
  });
  CHECK(seen == std::set<std::string>{"message timer ", "timer message "});
}

TEST_CASE("a scenario without end fails instead of hanging, and says so") {
  auto endless = [](world& w) {
    caf::anon_send(w.spawn([](caf::event_based_actor* self) -> caf::behavior {
      return {[self](int n) { self->send(self, n + 1); }};
    }),
                   1);
    w.settle();
  };
  auto report = report_of([&] { explore(3, endless, {.max_steps = 1000}); });
  CHECK(has(report, "Run 1 of 3, seed 0, failed:"));
  CHECK(has(report, "the world did not come to rest within 1000 steps"));
  CHECK(has(report_of([&] { replay("k1:", endless, {.max_steps = 1000}); }), "did not come to rest"));
}

TEST_CASE("a timer that is armed again and again fails in a bounded time too") {
  auto ticking = [](world& w) {
    auto unowned = [](caf::event_based_actor* self, std::chrono::nanoseconds every) -> caf::behavior {
      self->delayed_send(self, every, 1);
      return {[=](int n) { self->delayed_send(self, every, n); }};
    };
    w.system().spawn(unowned, 1ns);
    w.advance(1h);
    w.settle();
  };
  CHECK(has(report_of([&] { explore(1, ticking, {.max_steps = 1000}); }), "did not come to rest"));
}

TEST_CASE("whatever a scenario throws fails the run, and is told") {
  struct foreign {};
  CHECK(has(report_of([] { explore(1, [](world&) { throw std::out_of_range("too far"); }); }),
            "std::out_of_range: too far"));
  CHECK(has(report_of([] { explore(1, [](world&) { throw 42; }); }), "an exception of type int"));
  CHECK(has(report_of([] { explore(1, [](world&) { throw foreign(); }); }), "foreign"));
}

TEST_CASE("what an actor of the test expects fails the run") {
  auto report = report_of([] {
    explore(1, [](world& w) {
      caf::anon_send(w.spawn([&w](caf::event_based_actor*) -> caf::behavior {
        return {[&w](int n) { w.expects(n == 1, "it is one"); }};
      }),
                     2);
      w.settle();
    });
  });
  CHECK(has(report, "expected that it is one"));
}

TEST_CASE("an order is written and read") {
  for (auto& [choices, text] : std::map<order, std::string>{{{}, "k1:"},
                                                            {{0, 2, 0, 1}, "k1:0.2.0.1"},
                                                            {{0, 0, 0, 7, 7}, "k1:0*3.7.7"},
                                                            {{4'294'967'295}, "k1:4294967295"}}) {
    CHECK(to_text(choices) == text);
    CHECK(parse_order(text) == choices);
  }
  CHECK(parse_order("k1:3*2.0") == order{3, 3, 0});
  CHECK(parse_order("k1:0*1000000").size() == 1'000'000);
}

TEST_CASE("what is no order is refused with the reason, and nothing runs") {
  for (auto& [text, why] :
       std::map<std::string, std::string>{{"", "it does not begin with k1:"},
                                          {"k2:1", "it does not begin with k1:"},
                                          {"K1:1", "it does not begin with k1:"},
                                          {"k1:.", "\"\" is no number"},
                                          {"k1:1.", "\"\" is no number"},
                                          {"k1:1..2", "\"\" is no number"},
                                          {"k1:-1", "\"-1\" is no number"},
                                          {"k1:+1", "\"+1\" is no number"},
                                          {"k1: 1", "\" 1\" is no number"},
                                          {"k1:01", "\"01\" is no number"},
                                          {"k1:1x", "\"1x\" is no number"},
                                          {"k1:4294967296", "\"4294967296\" is no number"},
                                          {"k1:1*", "\"\" is no number"},
                                          {"k1:*2", "\"\" is no number"},
                                          {"k1:1*2*3", "\"2*3\" is no number"},
                                          {"k1:1*0", "zero times"},
                                          {"k1:0*1000001", "more than 1000000 choices"},
                                          {"k1:0*1000000.1", "more than 1000000 choices"}}) {
    INFO(text);
    bool ran = false;
    try {
      replay(text, [&](world&) { ran = true; });
      FAIL_CHECK("it was taken");
    } catch (const std::invalid_argument& refused) {
      CHECK(has(refused.what(), why));
    }
    CHECK(!ran);
  }
}

TEST_CASE("an order of a scenario that has changed is the first where it fits no more") {
  auto heard_in = [](std::string_view choices) {
    std::string heard;
    replay(choices, [&](world& w) {
      heard.clear();
      w.in_any_order({[&] { heard += 'a'; }, [&] { heard += 'b'; }, [&] { heard += 'c'; }});
    });
    return heard;
  };
  CHECK(heard_in("k1:") == "abc");
  CHECK(heard_in("k1:2.1") == "cba");
  CHECK(heard_in("k1:3.1") == "acb");
  CHECK(heard_in("k1:1.0.9.9.9") == "bac");
}
