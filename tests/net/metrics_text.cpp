#include "net/metrics_text.hpp"
#include "tests/catch.hpp"

#include <sstream>

using namespace mitos;
using actors::member_state;
using Catch::Matchers::Contains;

namespace {

std::shared_ptr<actors::link_metrics> link_of(std::int64_t n) {
  auto link = std::make_shared<actors::link_metrics>();
  link->events_out.add(n);
  link->lost_in.add(n + 1);
  link->queued_bytes.add(n + 2);
  link->round_trip.add(n);
  return link;
}

std::string text_of(actors::members members) {
  return net::metrics_text({{}, 0, std::make_shared<const actors::members>(std::move(members))});
}

} // namespace

TEST_CASE("counters end in _total, gauges do not, and each has its type and its help") {
  CHECK(net::metrics_text({{{"connections", 2}, {"connections_opened", 5}}, 7, {}}) ==
        "# HELP mitos_connections WebSockets that are open\n"
        "# TYPE mitos_connections gauge\n"
        "mitos_connections 2\n"
        "# HELP mitos_connections_opened_total Upgrades that were answered with 101\n"
        "# TYPE mitos_connections_opened_total counter\n"
        "mitos_connections_opened_total 5\n"
        "# HELP mitos_topics Topics with a subscriber on this node\n"
        "# TYPE mitos_topics gauge\n"
        "mitos_topics 7\n");
}

TEST_CASE("whatever a server counts is described") {
  net::metrics_snapshot all{{"sockets", 0}};
  for (const auto& [name, member] : actors::metrics::names)
    all.emplace_back(name, 0);
  CHECK_THAT(net::metrics_text({all, 0, {}}), !Contains("untyped"));
}

TEST_CASE("members are told with their states, and links with whom they are to") {
  const auto text = text_of({{"1f", "a", "127.0.0.1:7946"},
                             {"2f", "b", "127.0.0.1:7947", member_state::suspect, link_of(3)},
                             {"3f", "c", "127.0.0.1:7948", member_state::leaving, link_of(1'500'000'000)}});
  for (const auto* line :
       {"mitos_cluster_member{node=\"a\",address=\"127.0.0.1:7946\",id=\"1f\",state=\"UP\"} 1\n",
        "mitos_cluster_member{node=\"b\",address=\"127.0.0.1:7947\",id=\"2f\",state=\"SUSPECT\"} 1\n",
        "id=\"3f\",state=\"LEAVING\"} 1\n",
        "# TYPE mitos_cluster_events_out_total counter\n"
        "mitos_cluster_events_out_total{node=\"b\",address=\"127.0.0.1:7947\",id=\"2f\"} 3\n"
        "mitos_cluster_events_out_total{node=\"c\",address=\"127.0.0.1:7948\",id=\"3f\"} 1500000000\n",
        "mitos_cluster_lost_in_total{node=\"b\",address=\"127.0.0.1:7947\",id=\"2f\"} 4\n",
        "# TYPE mitos_cluster_queued_bytes gauge\n"
        "mitos_cluster_queued_bytes{node=\"b\",address=\"127.0.0.1:7947\",id=\"2f\"} 5\n",
        "mitos_cluster_round_trip_seconds{node=\"b\",address=\"127.0.0.1:7947\",id=\"2f\"} "
        "0.000000003\n",
        "id=\"3f\"} 1.500000000\n"})
    CHECK_THAT(text, Contains(line));
}

TEST_CASE("each metric has one head, and its samples right behind it") {
  std::istringstream lines(
      text_of({{"2", "b", "x", member_state::up, link_of(1)}, {"3", "c", "y", {}, link_of(2)}}));
  std::string current;
  std::vector<std::string> heads;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# HELP ")) {
      current = line.substr(7, line.find(' ', 7) - 7);
      CHECK(std::find(heads.begin(), heads.end(), current) == heads.end());
      heads.push_back(current);
    }
    CHECK_THAT(line, Contains(current));
  }
  CHECK(heads.size() == 12);
}

TEST_CASE("names that need it are escaped") {
  CHECK_THAT(text_of({{"1", "a\"\\\nb", "x"}}), Contains(R"({node="a\"\\\nb",address="x")"));
}

TEST_CASE("a node of no cluster says nothing of one") {
  CHECK_THAT(net::metrics_text({{}, 0, {}}), !Contains("cluster"));
}
