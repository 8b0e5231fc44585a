// Promise 4: whoever may have missed events hears so with the next one.
#include "actors/gap.hpp"
#include "tests/actors/hosted.hpp"
#include "tests/test_kit/stubs.hpp"

#include <deque>
#include <stdexcept>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using actors::answer;
using actors::gap_found;
using proto::graphql::field_call;
namespace json = proto::json;
using texts = std::vector<std::string>;

namespace {

const std::string sdl = "type Query { a: Int } type Subscription { said(topic: String): Int apart: Int late: "
                        "Int bad: Int strict: Int! }";

/// A host's topics, of which somebody else publishes too.
struct far_events {
  std::deque<answer> owed;
  hosted h{sdl,
           {{"Subscription.late",
             actors::later([this](const field_call&, answer one) { owed.push_back(std::move(one)); })},
            {"Subscription.bad",
             [](const field_call&) -> proto::graphql::resolved { throw std::runtime_error("bad"); }},
            {"Subscription.strict",
             [](const field_call&) -> proto::graphql::resolved { throw std::runtime_error("bad"); }}},
           {{"said",
             [](const actors::source_call& call) {
               const auto& topic =
                   call.arguments.find("topic") ? call.arguments.at("topic") : json::value("t");
               return actors::topic_source{topic.text()};
             }},
            {"apart",
             [](const auto&) {
               return actors::topic_source{"t", true, false};
             }},
            {"late", [](const auto&) { return actors::topic_source{"t"}; }},
            {"bad", [](const auto&) { return actors::topic_source{"t"}; }},
            {"strict", [](const auto&) { return actors::topic_source{"t"}; }}}};

  void finds(std::string node, std::optional<std::uint64_t> lost = {}) {
    caf::anon_send(h.w.settings().executor, gap_found{std::move(node), lost});
    h.w.settle();
  }
  void publishes(int n, const std::string& topic = "t") {
    h.w.publish(topic, json::value::of(n));
    h.w.settle();
  }
  client hears(const std::string& what,
               std::optional<proto::dialect> dialect = proto::dialect::graphql_transport_ws) {
    auto c = h.w.greet(dialect);
    subscribes(c, "1", what);
    return c;
  }
  void subscribes(client& c, const std::string& id, const std::string& what) {
    c.subscribes(id, "subscription { " + what + " }");
    h.w.settle();
  }
  void answers(long long n) {
    REQUIRE(!owed.empty());
    owed.front().give(json::value::of(n));
    owed.pop_front();
    h.w.settle();
  }
};

std::string extensions(const std::string& nodes, const std::string& lost) {
  return R"(,"extensions":{"mitos":{"gap":{"nodes":)" + nodes + R"(,"lost":)" + lost + "}}}";
}

std::string of(const std::string& field, int n, const std::string& more = {}) {
  return R"({"data":{")" + field + "\":" + std::to_string(n) + '}' + more + '}';
}

} // namespace

TEST_CASE("promise 4: the next event after a gap says so, the one behind it does not") {
  far_events e;
  auto c = e.hears("said");
  e.publishes(1);
  e.finds("b", 12);
  CHECK(c.hears_all() == texts{next("1", of("said", 1))});
  e.publishes(2);
  e.publishes(3);
  CHECK(c.hears_all() ==
        texts{next("1", of("said", 2, extensions(R"(["b"])", "12"))), next("1", of("said", 3))});
}

TEST_CASE("a gap is told in either dialect") {
  far_events e;
  auto c = e.hears("said", proto::dialect::graphql_ws);
  c.hears_all();
  e.finds("b", 1);
  e.publishes(1);
  CHECK(c.hears_all() == texts{data("1", of("said", 1, extensions(R"(["b"])", "1")))});
}

TEST_CASE("gaps are one until the next event: each node once, as they came, and what was lost in all") {
  far_events e;
  auto c = e.hears("said");
  e.finds("c", 1);
  e.finds("b", 2);
  e.finds("c", 4);
  e.publishes(1);
  CHECK(c.hears_all() == texts{next("1", of("said", 1, extensions(R"(["c","b"])", "7")))});
}

TEST_CASE("what nobody can tell is null, whatever is known of other gaps") {
  far_events e;
  auto c = e.hears("said");
  e.finds("a\"b", 3);
  e.finds("c");
  e.publishes(1);
  CHECK(c.hears_all() == texts{next("1", of("said", 1, extensions(R"(["a\"b","c"])", "null")))});
  e.finds("c", 3);
  e.publishes(2);
  CHECK(c.hears_all() == texts{next("1", of("said", 2, extensions(R"(["c"])", "3")))});
}

TEST_CASE("who subscribes after a gap hears of the later ones only") {
  far_events e;
  auto first = e.hears("said");
  e.finds("b", 1);
  auto second = e.hears("said");
  e.finds("c", 2);
  auto third = e.hears("said");
  e.publishes(1);
  CHECK(first.hears_all() == texts{next("1", of("said", 1, extensions(R"(["b","c"])", "3")))});
  CHECK(second.hears_all() == texts{next("1", of("said", 1, extensions(R"(["c"])", "2")))});
  CHECK(third.hears_all() == texts{next("1", of("said", 1))});
  e.publishes(2);
  for (auto* c : {&first, &second, &third})
    CHECK(c->hears_all() == texts{next("1", of("said", 2))});
}

TEST_CASE("each topic tells of a gap with its own next event") {
  far_events e;
  auto c = e.hears(R"(said(topic: "t"))");
  e.subscribes(c, "2", R"(said(topic: "u"))");
  e.finds("b", 1);
  e.publishes(1, "u");
  e.publishes(2, "u");
  e.publishes(3, "t");
  CHECK(c.hears_all() == texts{next("2", of("said", 1, extensions(R"(["b"])", "1"))),
                               next("2", of("said", 2)),
                               next("1", of("said", 3, extensions(R"(["b"])", "1")))});
}

TEST_CASE("a gap is told beside the errors of an event") {
  far_events e;
  auto c = e.hears("bad");
  e.subscribes(c, "2", "strict");
  e.finds("b");
  e.publishes(1);
  CHECK(
      c.hears_all() ==
      texts{
          next("1", R"({"errors":[{"message":"bad","locations":[{"line":1,"column":16}],"path":["bad"]}],)"
                    R"("data":{"bad":null})" +
                        extensions(R"(["b"])", "null") + '}'),
          next("2", R"({"errors":[{"message":"bad","locations":[{"line":1,"column":16}],"path":["strict"]}],)"
                    R"("data":null)" +
                        extensions(R"(["b"])", "null") + '}')});
}

TEST_CASE("a gap is told to each session of a source that tells them apart") {
  far_events e;
  stub_gatekeeper gate(e.h.w);
  std::vector<client> both;
  for (std::size_t i = 0; i < 2; ++i) {
    both.push_back(e.h.w.connect());
    both[i].inits();
    gate.admits(i, {.session = std::make_shared<const std::size_t>(i)});
    CHECK(both[i].hears() == ack);
    e.subscribes(both[i], "1", "apart");
  }
  e.finds("b", 1);
  e.publishes(1);
  for (auto& c : both)
    CHECK(c.hears_all() == texts{next("1", of("apart", 1, extensions(R"(["b"])", "1")))});
}

TEST_CASE("events that came before a gap do not tell of it, however late they are resolved") {
  far_events e;
  auto c = e.hears("late");
  e.publishes(1);
  e.publishes(2);
  e.finds("b", 5);
  auto later = e.h.w.greet();
  e.subscribes(later, "1", "late");
  e.publishes(3);
  e.publishes(4);
  for (int i = 1; i <= 4; ++i)
    e.answers(i);
  CHECK(c.hears_all() == texts{next("1", of("late", 1)), next("1", of("late", 2)),
                               next("1", of("late", 3, extensions(R"(["b"])", "5"))),
                               next("1", of("late", 4))});
  CHECK(later.hears_all() == texts{next("1", of("late", 3)), next("1", of("late", 4))});
}

TEST_CASE("a gap that nobody was there for is told to nobody") {
  far_events e;
  e.finds("b", 1);
  auto c = e.hears("said");
  e.publishes(1);
  CHECK(c.hears_all() == texts{next("1", of("said", 1))});
}

TEST_CASE("of very many gaps the oldest are one, of which nobody can tell how much was lost") {
  actors::gaps many;
  for (std::size_t i = 1; i <= 1000; ++i)
    many.add(i, {"n" + std::to_string(i % 10), 1});
  const auto all = many.between(0, 2000);
  REQUIRE(all);
  CHECK(all->nodes.size() == 10);
  CHECK(all->nodes.front() == "n1");
  CHECK_FALSE(all->lost);
  CHECK(many.until(1000) == 64);
  CHECK(many.between(990, 1000)->lost == 9);
  CHECK_FALSE(many.between(1000, 2000));
  CHECK_FALSE(many.any_after(1000));
  CHECK(many.any_after(999));
}

TEST_CASE("a sum of losses has an end") {
  actors::gaps both;
  both.add(1, {"b", ~std::uint64_t{0}});
  both.add(2, {"b", 5});
  CHECK(both.between(0, 3)->lost == ~std::uint64_t{0});
}
