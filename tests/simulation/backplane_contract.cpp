/// What topics promise, on one node and over the mesh of a cluster: one contract, with and without a
/// backplane.
#include "tests/catch.hpp"
#include "tests/simulation/nodes.hpp"

#include <caf/send.hpp>

using namespace mitos;
using namespace mitos::simulation;
using namespace std::chrono_literals;

namespace {

/// Two subscribers who may be at one hub or at two.
struct two_subscribers {
  explicit two_subscribers(std::size_t nodes_wanted) : all(nodes_wanted, 7), second(nodes_wanted - 1) {
    all.start_all(true);
    all.until([this] { return all.is_full_mesh(); }, 1s);
  }

  void join(const std::string& topic) {
    all.subscribe(0, topic);
    if (second != 0)
      all.subscribe(second, topic);
    all.run(100ms);
  }
  std::vector<std::uint64_t> heard(place at) {
    std::vector<std::uint64_t> numbers;
    for (const auto& said : *all[at].heard)
      numbers.push_back(said.number);
    return numbers;
  }

  nodes all;
  place second;
};

} // namespace

TEST_CASE("contract of topics: who joined hears what is published, once and in order, wherever it is") {
  for (const std::size_t count : {1U, 2U}) {
    two_subscribers both(count);
    both.join("t");
    for (int n = 0; n < 20; ++n)
      both.all.publish(0);
    both.all.run(100ms);
    std::vector<std::uint64_t> expected;
    for (std::uint64_t n = 1; n <= 20; ++n)
      expected.push_back(n);
    CHECK(both.heard(0) == expected);
    CHECK(both.heard(both.second) == expected);
  }
}

TEST_CASE("contract of topics: other topics are not heard, nor what was published before joining") {
  for (const std::size_t count : {1U, 2U}) {
    two_subscribers both(count);
    both.all.publish(0);
    both.all.run(100ms);
    both.join("t");
    both.all.publish(both.second, "other");
    both.all.publish(both.second);
    both.all.run(100ms);
    CHECK(both.heard(0).size() == 1);
    CHECK(both.heard(both.second).size() == 1);
  }
}

TEST_CASE("contract of topics: who has left hears nothing more, and is waited for by nobody") {
  for (const std::size_t count : {1U, 2U}) {
    two_subscribers both(count);
    both.join("t");
    both.all.unsubscribe(both.second);
    both.all.run(100ms);
    both.all.publish(0);
    both.all.run(100ms);
    CHECK(both.heard(both.second).empty());
    if (both.second != 0)
      CHECK(both.heard(0).size() == 1);
  }
}

TEST_CASE("a hub whose backplane has died serves its own members") {
  two_subscribers both(2);
  both.join("t");
  caf::anon_send_exit(both.all[0].cluster, caf::exit_reason::user_shutdown);
  both.all.run(100ms);
  both.all.publish(0);
  both.all.run(100ms);
  CHECK(both.heard(0) == std::vector<std::uint64_t>{1});
}
