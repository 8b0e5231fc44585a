/// The promises of a cluster, in many orders of what can happen.
#include "tests/catch.hpp"
#include "tests/simulation/nodes.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <numeric>

using namespace mitos;
using namespace mitos::simulation;
using namespace std::chrono_literals;

namespace {

std::vector<std::uint64_t> numbers(const node& of, const std::string& publisher) {
  std::vector<std::uint64_t> result;
  for (const auto& said : *of.heard)
    if (!said.is_gap && said.publisher == publisher)
      result.push_back(said.number);
  return result;
}

std::size_t gaps(const node& of) {
  return static_cast<std::size_t>(
      std::count_if(of.heard->begin(), of.heard->end(), [](auto& said) { return said.is_gap; }));
}

bool has_logged(const node& of, const std::string& words) {
  return std::any_of(of.log.begin(), of.log.end(),
                     [&](auto& line) { return line.find(words) != std::string::npos; });
}

std::vector<std::uint64_t> up_to(std::uint64_t n) {
  std::vector<std::uint64_t> result(n);
  std::iota(result.begin(), result.end(), 1);
  return result;
}

} // namespace

TEST_CASE("nodes with one seed, and nodes that all are seeds, become a full mesh within a second") {
  with_seeds(60, [](auto seed) {
    for (const bool all_are_seeds : {false, true}) {
      nodes five(5, seed);
      five.start_all(all_are_seeds);
      five.until([&] { return five.is_full_mesh(); }, 1s);
      five.run(2s);
      CHECK(five.is_full_mesh());
      CHECK(five.net().open() == 10);
    }
  });
}

TEST_CASE("what is published on any node is heard on every node once and in order") {
  with_seeds(40, [](auto seed) {
    nodes five(5, seed);
    five.start_all(false);
    five.until([&] { return five.is_full_mesh(); }, 1s);
    for (place n = 0; n < 4; ++n)
      five.subscribe(n);
    five.run(100ms);
    for (int i = 0; i < 50; ++i) {
      five.publish(five.random()() % 5);
      if (five.random()() % 4 == 0)
        five.run(5ms);
    }
    five.run(200ms);
    for (place by = 0; by < 5; ++by)
      for (place at = 0; at < 4; ++at)
        CHECK(numbers(five[at], five[by].name + ".1") == up_to(five[by].published));
    CHECK(five[4].heard->empty());
    for (place at = 0; at < 4; ++at)
      CHECK(gaps(five[at]) == 0);
  });
}

TEST_CASE("a node without subscribers gets no event") {
  nodes two(2, 1);
  two.start_all(false);
  two.until([&] { return two.is_full_mesh(); }, 1s);
  const auto link = two[0].view->seen()->back().link;
  two.publish(0);
  two.run(100ms);
  CHECK(link->events_out.value() == 0);
  two.subscribe(1, "another");
  two.run(100ms);
  two.publish(0);
  two.run(100ms);
  CHECK(link->events_out.value() == 0);
  two.publish(0, "another");
  two.run(100ms);
  CHECK(link->events_out.value() == 1);
}

TEST_CASE("links that break under load lose nothing, and repeat nothing") {
  with_seeds(60, [](auto seed) {
    nodes three(3, seed);
    three.start_all(true);
    three.until([&] { return three.is_full_mesh(); }, 1s);
    for (place n = 0; n < 3; ++n)
      three.subscribe(n);
    three.run(100ms);
    for (int i = 0; i < 200; ++i) {
      three.publish(three.random()() % 3);
      if (three.random()() % 20 == 0)
        three.net().reset_one();
      if (three.random()() % 3 == 0)
        three.run(5ms);
    }
    three.until([&] { return three.is_full_mesh(); }, 5s);
    three.run(1s);
    three.check_promises();
    for (place by = 0; by < 3; ++by)
      for (place at = 0; at < 3; ++at)
        CHECK(numbers(three[at], three[by].name + ".1") == up_to(three[by].published));
  });
}

TEST_CASE("a killed node is SUSPECT at once, gone in time, and welcome when it starts again") {
  with_seeds(30, [](auto seed) {
    nodes three(3, seed);
    three.start_all(false);
    three.until([&] { return three.is_full_mesh(); }, 1s);
    for (place n = 0; n < 3; ++n)
      three.subscribe(n);
    three.run(500ms);
    three.kill(1);
    three.run(10ms);
    const auto seen = three[2].view->seen();
    CHECK(std::count_if(seen->begin(), seen->end(),
                        [](auto& m) { return m.state == actors::member_state::suspect; }) == 1);
    CHECK(gaps(three[2]) == 1);
    three.until([&] { return three.is_full_mesh(); }, 2750ms);
    three.publish(0);
    three.start(1, {0});
    three.subscribe(1);
    three.until([&] { return three.is_full_mesh(); }, 6s);
    three.run(100ms);
    three.publish(1);
    three.publish(0);
    three.run(100ms);
    CHECK(numbers(three[0], "b.2") == up_to(1));
    CHECK(numbers(three[2], "b.2") == up_to(1));
    CHECK(numbers(three[2], "a.1") == up_to(2));
    three.check_promises();
  });
}

TEST_CASE("a node that starts again at once takes the place of its last life") {
  with_seeds(30, [](auto seed) {
    nodes three(3, seed);
    three.start_all(true);
    three.until([&] { return three.is_full_mesh(); }, 1s);
    three.kill(2);
    three.start(2, {0, 1});
    three.until([&] { return three.is_full_mesh(); }, 1500ms);
    CHECK(has_logged(three[0], "is gone: started anew"));
  });
}

TEST_CASE("a node that leaves is gone at once, and nobody is told of a gap") {
  with_seeds(30, [](auto seed) {
    nodes three(3, seed);
    three.start_all(false);
    three.until([&] { return three.is_full_mesh(); }, 1s);
    for (place n = 0; n < 3; ++n)
      three.subscribe(n);
    three.run(100ms);
    three.publish(1);
    caf::anon_send(three[1].cluster, actors::begin_leaving{});
    three.run(100ms);
    for (place n : {0U, 2U}) {
      const auto seen = three[n].view->seen();
      CHECK(std::count_if(seen->begin(), seen->end(),
                          [](auto& m) { return m.state == actors::member_state::leaving; }) == 1);
    }
    three.publish(1);
    three.run(100ms);
    three.leave(1);
    CHECK(three.is_full_mesh());
    for (place n : {0U, 2U}) {
      CHECK(numbers(three[n], "b.1") == up_to(2));
      CHECK(gaps(three[n]) == 0);
    }
  });
}

TEST_CASE("a partition makes two clusters, which become one again without help") {
  with_seeds(30, [](auto seed) {
    nodes five(5, seed);
    five.start_all(false);
    five.until([&] { return five.is_full_mesh(); }, 1s);
    for (place n = 0; n < 5; ++n)
      five.subscribe(n);
    five.run(500ms);
    for (place a : {0U, 1U})
      for (place b : {2U, 3U, 4U})
        five.net().partition(a, b);
    const auto seen = [&](place n) { return five[n].view->seen()->size(); };
    const auto took =
        five.until([&] { return seen(0) == 2 && seen(1) == 2 && seen(2) == 3 && seen(4) == 3; }, 3s);
    CHECK(took <= 2750ms + 10ms);
    for (int i = 0; i < 20; ++i)
      five.publish(five.random()() % 5);
    five.run(500ms);
    five.net().heal();
    five.until([&] { return five.is_full_mesh(); }, 10s);
    for (int i = 0; i < 20; ++i)
      five.publish(five.random()() % 5);
    five.run(500ms);
    five.check_promises();
    for (place n = 0; n < 5; ++n)
      CHECK(gaps(five[n]) > 0);
  });
}

TEST_CASE(
    "a node that stands still is SUSPECT, then gone, and comes back; nothing of before is heard twice") {
  with_seeds(30, [](auto seed) {
    nodes three(3, seed);
    three.start_all(false);
    three.until([&] { return three.is_full_mesh(); }, 1s);
    for (place n = 0; n < 3; ++n)
      three.subscribe(n);
    three.run(500ms);
    three.net().stop(1);
    three.until([&] { return has_logged(three[0], "b (n1:7946) is SUSPECT"); }, 1600ms);
    for (int i = 0; i < 50; ++i) {
      three.publish(0);
      three.run(5ms);
    }
    three.until([&] { return three[0].view->seen()->size() == 2; }, 1500ms);
    three.run(5s);
    three.net().wake(1);
    three.until([&] { return three.is_full_mesh(); }, 8s);
    for (int i = 0; i < 10; ++i)
      three.publish(i % 2 == 0 ? 0 : 1);
    three.run(500ms);
    three.check_promises();
    CHECK(numbers(three[2], "a.1") == up_to(55));
    CHECK(numbers(three[1], "a.1").back() == 55);
  });
}

TEST_CASE("what a slow peer loses is counted on both sides alike, and it is told") {
  with_seeds(20, [](auto seed) {
    for (const auto policy : {actors::slow_peer::drop_oldest, actors::slow_peer::disconnect}) {
      nodes two(3, seed, [&](auto& options) {
        options.queue_bytes = 4000;
        options.window_events = 8;
        options.slow = policy;
      });
      two.start_all(false);
      two.until([&] { return two.is_full_mesh(); }, 1s);
      two.subscribe(1);
      two.subscribe(2);
      two.run(100ms);
      const auto link = [&](place of, const std::string& to) {
        for (const auto& m : *two[of].view->seen())
          if (m.name == to)
            return m.link;
        FAIL("no such member");
        return std::shared_ptr<const actors::link_metrics>();
      };
      const auto out = link(0, "b");
      const auto in = link(1, "a");
      two.net().stop(1);
      for (int i = 0; i < 200; ++i) {
        two.publish(0);
        if (i % 10 == 0)
          two.run(5ms);
        CHECK(out->queued_bytes.value() <= 4000);
      }
      two.net().wake(1);
      two.until([&] { return two.is_full_mesh(); }, 5s);
      two.run(2s);
      two.publish(0);
      two.run(2s);
      two.check_promises();
      const auto heard = numbers(two[1], "a.1");
      CHECK(heard.back() == 201);
      CHECK(out->lost_out.value() == static_cast<std::int64_t>(201 - heard.size()));
      CHECK(in->lost_in.value() == out->lost_out.value());
      CHECK(out->lost_out.value() > 0);
      if (policy == actors::slow_peer::drop_oldest)
        CHECK(numbers(two[2], "a.1") == up_to(201));
    }
  });
}

TEST_CASE("whatever happens to five nodes, the promises hold, and in the end they are one cluster") {
  with_seeds(150, [](auto seed) {
    nodes five(5, seed);
    five.start_all(true);
    for (place n = 0; n < 5; ++n)
      five.subscribe(n);
    auto& random = five.random();
    for (int i = 0; i < 150; ++i) {
      const place which = random() % 5;
      switch (random() % 40) {
      case 0: five.net().reset_one(); break;
      case 1: five.net().partition(which, (which + 1 + random() % 4) % 5); break;
      case 2: five.net().heal(); break;
      case 3: five.net().stop(which); break;
      case 4: five.net().wake(which); break;
      case 5:
        if (five[which].lives_now() && !five.net().is_stopped(which)) {
          five.kill(which);
          five.check_promises();
        }
        break;
      case 6:
        if (!five[which].lives_now()) {
          five.start(which, {0, 1, 2, 3, 4});
          five.subscribe(which);
        }
        break;
      case 7: five.run(std::chrono::milliseconds(random() % 4000)); break;
      default:
        if (five[which].lives_now())
          five.publish(which);
      }
      five.run(std::chrono::milliseconds(random() % 40));
    }
    five.net().heal();
    for (place n = 0; n < 5; ++n) {
      five.net().wake(n);
      if (!five[n].lives_now()) {
        five.start(n, {0, 1, 2, 3, 4});
        five.subscribe(n);
      }
    }
    five.until([&] { return five.is_full_mesh(); }, 20s);
    five.run(1s);
    for (place n = 0; n < 5; ++n)
      five.publish(n);
    five.run(500ms);
    five.check_promises();
    for (place by = 0; by < 5; ++by)
      for (place at = 0; at < 5; ++at) {
        const auto heard = numbers(five[at], five[by].name + '.' + std::to_string(five[by].lives));
        REQUIRE(!heard.empty());
        CHECK(heard.back() == five[by].published);
      }
    CHECK(five.net().open() == 10);
  });
}

TEST_CASE("nodes of different clusters refuse each other, and both logs say both names") {
  nodes two(2, 1, [](auto& options) { options.cluster = options.node == "a" ? "red" : "blue"; });
  two.start_all(true);
  two.run(2s);
  for (place n : {0U, 1U}) {
    CHECK(two[n].view->seen()->size() == 1);
    CHECK(has_logged(two[n], "\"red\""));
    CHECK(has_logged(two[n], "\"blue\""));
  }
}

TEST_CASE("a node that says that it is reached where its certificate does not say so is refused") {
  nodes two(2, 1, [](auto& options) {
    if (options.node == "b")
      options.at.host = "impostor";
  });
  two.start_all(false);
  two.run(2s);
  CHECK(two[0].view->seen()->size() == 1);
  CHECK(has_logged(two[0], "its certificate does not name impostor"));
  CHECK(has_logged(two[1], "has refused this node"));
}

TEST_CASE("a cluster has no more members than it may") {
  nodes four(4, 1, [](auto& options) { options.max_members = 3; });
  four.start_all(false);
  four.run(3s);
  CHECK(four[0].view->seen()->size() == 3);
  CHECK(has_logged(four[0], "the cluster has 3 members, its most"));
}

TEST_CASE("a seed that is another address of a member is dialled again when the member's own is lost") {
  with_seeds(20, [](auto seed) {
    nodes two(2, seed);
    two.net().alias({"alias", 7946}, 0);
    two.start(0, {});
    two.start_with(1, {{"alias", 7946}});
    two.until([&] { return two.is_full_mesh(); }, 1s);
    CHECK(two.net().open() == 1);
    two.net().reset_one();
    two.until([&] { return two.is_full_mesh(); }, 3s);
    two.kill(0);
    two.run(90s); // longer than an address that is no seed is remembered
    two.start_at(0, {"elsewhere", 7946});
    two.until([&] { return two.is_full_mesh(); }, 10s);
  });
}

TEST_CASE("a name that is a node's own address and others' is not forgotten") {
  nodes two(2, 3);
  two.net().alias({"both", 7946}, 0);
  two.start_with(0, {{"both", 7946}});
  two.start(1, {});
  two.run(2s);
  CHECK_FALSE(two.is_full_mesh());
  two.net().alias({"both", 7946}, 1);
  two.until([&] { return two.is_full_mesh(); }, 10s);
}

TEST_CASE("events that just fill a frame of the peer's are taken by it") {
  nodes two(2, 3, [](auto& options) {
    options.max_frame = options.node == "b" ? 600 : 4'000'000;
    options.window_bytes = 1000;
  });
  two.net().limit_frames(600);
  two.start_all(false);
  two.until([&] { return two.is_full_mesh(); }, 1s);
  two.subscribe(1);
  two.run(100ms);
  for (int i = 0; i < 100; ++i)
    two.publish(0);
  two.run(1s);
  CHECK(numbers(two[1], "a.1") == up_to(100));
  CHECK(gaps(two[1]) == 0);
}

TEST_CASE("what a stranger says of itself makes no line of its own in the log") {
  nodes two(2, 1, [](auto& options) {
    if (options.node == "b")
      options.cluster = "x\n2026-01-31T12:00:00.000Z info \x1b[31mforged";
  });
  two.start_all(true);
  two.run(1s);
  for (const auto& line : two[0].log)
    CHECK(std::none_of(line.begin(), line.end(), [](unsigned char c) { return c < ' '; }));
  CHECK(has_logged(two[0], "forged"));
}
