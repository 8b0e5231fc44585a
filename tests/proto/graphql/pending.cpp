// Resolvers that answer later: holes in a response, filled in any order.
#include "tests/catch.hpp"
#include "tests/proto/graphql/waiting.hpp"

#include <algorithm>

using namespace mitos::tests;
using texts = std::vector<std::string>;

namespace {

constexpr std::string_view sdl = R"(
type Query { a: Int b: Int c: Int d: Int now: Int must: Int! child: Child sure: Child! list: [Child] musts: [Child!] some: Some
  deep: [[Child!]] boom: Int! }
type Mutation { one: Child two: Int three: Int! given: Int }
type Child implements Some { a: Int b: Int must: Int! other: Int! child: Child sure: Child! plain: Int }
interface Some { a: Int }
type Stone implements Some { a: Int weight: Int })";

graphql::resolved boom(const graphql::field_call&) { throw std::runtime_error("boom"); }
graphql::resolved now(const graphql::field_call&) { return json::value::of(7); }

graphql::shared_schema schema() {
  static const auto built = [] {
    graphql::resolvers functions{{"Query.now", now}, {"Query.boom", boom}};
    for (const char* field :
         {"Query.a",      "Query.b",        "Query.c",     "Query.d",    "Query.must", "Query.child",
          "Query.sure",   "Query.list",     "Query.musts", "Query.some", "Query.deep", "Mutation.one",
          "Mutation.two", "Mutation.three", "Child.a",     "Child.b",    "Child.must", "Child.other",
          "Child.child",  "Child.sure",     "Stone.a"})
      functions[field] = later;
    return schema_of(sdl, functions);
  }();
  return built;
}

} // namespace

TEST_CASE("a field that is pending is answered later, at its place", "[graphql][pending]") {
  waiting w;
  w.begin("{ now x: a y: now }", schema());
  REQUIRE(w.execution);
  CHECK(w.execution->waiting() == 1);
  CHECK(w.asked == texts{"x"});
  w.answers("x", "1");
  CHECK(w.response == R"({"data":{"now":7,"x":1,"y":7}})");
  CHECK(w.unwanted.empty());
}

TEST_CASE("without a pending field there is nothing to wait for", "[graphql][pending]") {
  waiting w;
  w.begin("{ now }", schema());
  CHECK(w.response == R"({"data":{"now":7}})");
}

TEST_CASE("the order of arrival does not show", "[graphql][pending]") {
  texts order{"a", "b", "c", "d"};
  do {
    waiting w;
    w.begin("{ a b now c d }", schema());
    for (const auto& path : order) {
      CHECK(w.response.empty());
      w.answers(path, std::to_string(path[0] - 'a'));
    }
    CHECK(w.response == R"({"data":{"a":0,"b":1,"now":7,"c":2,"d":3}})");
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("what comes late may be pending in turn", "[graphql][pending]") {
  waiting w;
  w.begin("{ child { a plain child { b } } list { a } }", schema());
  w.answers("child", R"({"plain":1})");
  w.answers("list", "[{},null,{}]");
  CHECK(w.asked == texts{"child", "list", "child.a", "child.child", "list.0.a", "list.2.a"});
  w.answers("list.2.a", "5");
  w.answers("child.child", "{}");
  w.answers("child.a", "2");
  w.answers("list.0.a", "4");
  w.answers("child.child.b", "3");
  CHECK(w.response ==
        R"({"data":{"child":{"a":2,"plain":1,"child":{"b":3}},"list":[{"a":4},null,{"a":5}]}})");
}

TEST_CASE("the type of a late value is its own", "[graphql][pending]") {
  waiting w;
  w.begin("{ some { __typename a ... on Stone { weight } ... on Child { b } } }", schema());
  w.answers("some", R"({"__typename":"Stone","weight":9})");
  w.answers("some.a", "1");
  CHECK(w.response == R"({"data":{"some":{"__typename":"Stone","a":1,"weight":9}}})");
}

TEST_CASE("a late error stands at its field, in the order of arrival", "[graphql][pending]") {
  waiting w;
  w.begin("{ a b }", schema());
  w.fails("b", "second");
  w.fails("a", "first");
  CHECK(w.response == R"({"errors":[{"message":"second","locations":[{"line":1,"column":5}],"path":["b"]},)"
                      R"({"message":"first","locations":[{"line":1,"column":3}],"path":["a"]}],)"
                      R"("data":{"a":null,"b":null}})");
}

TEST_CASE("a late value that does not fit is an error like any other", "[graphql][pending]") {
  waiting w;
  w.begin("{ a }", schema());
  w.answers("a", "\"x\"");
  CHECK(w.response == R"({"errors":[{"message":"Int cannot represent non-integer value: \"x\"",)"
                      R"("locations":[{"line":1,"column":3}],"path":["a"]}],"data":{"a":null}})");
}

TEST_CASE("late null where it must not be takes the nearest nullable place, in every order",
          "[graphql][pending]") {
  texts order{"child.a", "child.must", "child.sure.b", "d"};
  do {
    waiting w;
    w.begin("{ child { a must sure { b } } d }", schema());
    w.answers("child", "{}");
    w.answers("child.sure", "{}");
    for (const auto& path : order)
      if (w.execution && std::count(w.unwanted.begin(), w.unwanted.end(), path) == 0)
        w.answers(path, path == "child.must" ? "null" : "1");
    CHECK(w.response ==
          R"({"errors":[{"message":"Cannot return null for non-nullable field Child.must.",)"
          R"("locations":[{"line":1,"column":13}],"path":["child","must"]}],"data":{"child":null,"d":1}})");
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("null climbs through the pieces in which it lies", "[graphql][pending]") {
  waiting w;
  w.begin("{ child { sure { sure { must a } b } } now }", schema());
  w.answers("child", "{}");
  w.answers("child.sure", "{}");
  w.answers("child.sure.sure", "{}");
  w.answers("child.sure.sure.must", "null");
  CHECK(w.response == R"({"errors":[{"message":"Cannot return null for non-nullable field Child.must.",)"
                      R"("locations":[{"line":1,"column":25}],"path":["child","sure","sure","must"]}],)"
                      R"("data":{"child":null,"now":7}})");
  CHECK(w.unwanted == texts{"child.sure.sure.a", "child.sure.b"});
}

TEST_CASE("null of an item takes the item, or its list where the item must be", "[graphql][pending]") {
  waiting w;
  w.begin("{ list { must a } musts { must a } deep { must } }", schema());
  w.answers("list", "[{},{}]");
  w.answers("musts", "[{},{}]");
  w.answers("deep", "[[{}],[{},{}]]");
  w.answers("deep.1.0.must", "null");
  w.answers("musts.1.must", "null");
  w.answers("list.0.must", "null");
  CHECK(w.unwanted == texts{"deep.1.1.must", "musts.0.must", "musts.0.a", "musts.1.a", "list.0.a"});
  w.answers("deep.0.0.must", "4");
  w.answers("list.1.must", "5");
  w.answers("list.1.a", "6");
  CHECK(w.response.substr(w.response.find("\"data\"")) ==
        R"("data":{"list":[null,{"must":5,"a":6}],"musts":null,"deep":[[{"must":4}],null]}})");
}

TEST_CASE("null at the root ends the execution", "[graphql][pending]") {
  waiting w;
  w.begin("{ a child { b } must }", schema());
  w.answers("child", "{}");
  w.answers("must", "null");
  CHECK(w.response == R"({"errors":[{"message":"Cannot return null for non-nullable field Query.must.",)"
                      R"("locations":[{"line":1,"column":17}],"path":["must"]}],"data":null})");
  CHECK(w.unwanted == texts{"a", "child.b"});
}

TEST_CASE("null at once takes what is pending beside it", "[graphql][pending]") {
  waiting w;
  w.begin("{ a boom c }", schema());
  CHECK(w.response.substr(w.response.find("\"data\"")) == R"("data":null})");
  CHECK(w.asked == texts{"a"});
  CHECK(w.unwanted == texts{"a"});
}

TEST_CASE("an answer counts once, and only for what is waited for", "[graphql][pending]") {
  waiting w;
  w.begin("{ a b child { must a } }", schema());
  w.answers("a", "1");
  w.answers("a", "2");
  CHECK(!w.execution->answer(4711, json::value::of(3)));
  w.answers("child", "{}");
  w.answers("child.must", "null");
  w.answers("child.a", "3");
  CHECK(w.execution->waiting() == 1);
  w.answers("b", "4");
  CHECK(w.response.substr(w.response.find("\"data\"")) == R"("data":{"a":1,"b":4,"child":null}})");
}

TEST_CASE("an execution that is dropped tells each resolver once", "[graphql][pending]") {
  waiting w;
  w.begin("{ a b child { a } d }", schema());
  w.answers("a", "1");
  w.answers("child", "{}");
  w.execution.reset();
  std::sort(w.unwanted.begin(), w.unwanted.end());
  CHECK(w.unwanted == texts{"b", "child.a", "d"});
}

TEST_CASE("a mutation goes on when the field before is there with all that is late in it",
          "[graphql][pending]") {
  waiting w;
  w.begin("mutation { one { a child { b } } two given three }", schema(), R"({"given":9})");
  CHECK(w.asked == texts{"one"});
  w.answers("one", "{}");
  w.answers("one.child", "{}");
  w.answers("one.a", "1");
  CHECK(w.asked == texts{"one", "one.a", "one.child", "one.child.b"});
  w.answers("one.child.b", "2");
  CHECK(w.asked.back() == "two");
  w.answers("two", "3");
  w.answers("three", "4");
  CHECK(w.response == R"({"data":{"one":{"a":1,"child":{"b":2}},"two":3,"given":9,"three":4}})");
}

TEST_CASE("a mutation whose data is null executes no further field", "[graphql][pending]") {
  waiting w;
  w.begin("mutation { three two }", schema());
  w.answers("three", "null");
  CHECK(w.response.substr(w.response.find("\"data\"")) == R"("data":null})");
  CHECK(w.asked == texts{"three"});
}

TEST_CASE("what is given up has errors where answers are missing, and calls nobody further",
          "[graphql][pending]") {
  waiting w;
  w.begin("{ b: a now child { a } }", schema());
  w.answers("child", "{}");
  w.gives_up("was not answered in time.");
  CHECK(
      w.response ==
      R"({"errors":[{"message":"Query.a was not answered in time.","locations":[{"line":1,"column":3}],"path":["b"]},)"
      R"({"message":"Child.a was not answered in time.","locations":[{"line":1,"column":20}],"path":["child","a"]}],)"
      R"("data":{"b":null,"now":7,"child":{"a":null}}})");
  CHECK(w.unwanted == texts{"b", "child.a"});

  waiting m;
  m.begin("mutation { one { a } two }", schema());
  m.gives_up("was not answered in time.");
  CHECK(m.asked == texts{"one"});
  CHECK(
      m.response ==
      R"({"errors":[{"message":"Mutation.one was not answered in time.","locations":[{"line":1,"column":12}],"path":["one"]},)"
      R"({"message":"Mutation.two was not answered in time.","locations":[{"line":1,"column":22}],"path":["two"]}],)"
      R"("data":{"one":null,"two":null}})");
}

TEST_CASE("who cannot wait gets an error where an answer is pending", "[graphql][pending]") {
  waiting w;
  const auto text = answer("{ now a }", {.schema = schema(), .context = &w});
  CHECK(
      text ==
      R"({"errors":[{"message":"Query.a was not answered at once.","locations":[{"line":1,"column":7}],"path":["a"]}],)"
      R"("data":{"now":7,"a":null}})");
  CHECK(w.unwanted == texts{"a"});
}

TEST_CASE("a response that grows too large late is an error", "[graphql][pending]") {
  const auto limited = [](waiting& w, std::size_t bytes) {
    w.begin("{ child { plain a } b }", schema(), "null", {.response_bytes = bytes});
    w.answers("child", R"({"plain":1234567})");
    if (w.execution)
      w.answers("child.a", "1");
    if (w.execution)
      w.answers("b", "1");
  };
  const std::string whole = R"({"data":{"child":{"plain":1234567,"a":1},"b":1}})";
  waiting fits;
  limited(fits, whole.size());
  CHECK(fits.response == whole);
  waiting cut;
  limited(cut, 30);
  CHECK(cut.response == R"({"errors":[{"message":"The response would be larger than 30 bytes.",)"
                        R"("locations":[{"line":1,"column":1}]}],"data":null})");
  CHECK(cut.unwanted == texts{"b"});
}

TEST_CASE("an operation waits for so many answers at once, and for no more", "[graphql][pending][attack]") {
  const auto limited = [](waiting& w, std::size_t calls) {
    w.begin("{ list { a } b }", schema(), "null", {.waiting_calls = calls});
    w.answers("list", "[{},{},{}]");
  };
  waiting fits;
  limited(fits, 4);
  CHECK(fits.execution->waiting() == 4);
  waiting cut;
  limited(cut, 3);
  CHECK(cut.response ==
        R"({"errors":[{"message":"The operation would wait for more than 3 answers at once.",)"
        R"("locations":[{"line":1,"column":1}]}],"data":null})");
  CHECK(cut.unwanted.size() == 4);
}

TEST_CASE("a call knows its path and its field", "[graphql][resolver]") {
  std::string coordinate;
  std::vector<graphql::path_key> path;
  const auto note = [&](const graphql::field_call& call) -> graphql::resolved {
    coordinate = call.coordinate();
    path = call.path();
    return json::value();
  };
  const auto s = schema_of("type Query { list: [[Thing]] } interface Thing { a: Int } type Stone implements "
                           "Thing { a: Int }",
                           {{"Stone.a", note}});
  answer("{ x: list { y: a } }", {.root = R"({"list":[[],[{"__typename":"Stone"}]]})", .schema = s});
  CHECK(coordinate == "Stone.a");
  CHECK(path == std::vector<graphql::path_key>{"x", std::size_t{1}, std::size_t{0}, "y"});
}
