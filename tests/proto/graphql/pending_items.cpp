// Lists whose items answer later, each by itself.
#include "tests/catch.hpp"
#include "tests/proto/graphql/waiting.hpp"

using namespace mitos::tests;
using texts = std::vector<std::string>;

namespace {

graphql::resolved mixed(const graphql::field_call& call) {
  auto all = std::get<std::vector<graphql::resolved_item>>(later_items(3)(call));
  all[0] = json::value::of(1);
  all[1] = graphql::error{"No second.", {}, {}, {}};
  return all;
}

graphql::shared_schema schema() {
  static const auto built = schema_of(R"(
    type Query { ints: [Int] musts: [Int!] all: [Int!]! mixed: [Int!] no: Int children: [Child] lists: [[Int!]] child: Child }
    type Child { a: Int ints: [Int!] })",
                                      {{"Query.ints", later_items(2)},
                                       {"Query.musts", later_items(2)},
                                       {"Query.all", later_items(2)},
                                       {"Query.mixed", mixed},
                                       {"Query.no", later_items(2)},
                                       {"Query.children", later_items(2)},
                                       {"Query.lists", later_items(2)},
                                       {"Query.child", later},
                                       {"Child.a", later},
                                       {"Child.ints", later_items(2)}});
  return built;
}

} // namespace

TEST_CASE("items answer later, in any order, each at its place", "[graphql][pending]") {
  waiting w;
  w.begin("{ ints }", schema());
  CHECK(w.asked == texts{"ints.0", "ints.1"});
  w.answers("ints.1", "2");
  w.answers("ints.0", "1");
  CHECK(w.response == R"({"data":{"ints":[1,2]}})");
}

TEST_CASE("what an item is may be pending in turn", "[graphql][pending]") {
  waiting w;
  w.begin("{ children { a ints } lists child { ints } }", schema());
  w.answers("children.1", "{}");
  w.answers("child", "{}");
  w.answers("lists.0", "[1,2]");
  w.answers("children.1.ints.1", "4");
  w.answers("children.0", "null");
  w.answers("child.ints.0", "5");
  w.answers("child.ints.1", "6");
  w.answers("lists.1", "null");
  w.answers("children.1.a", "3");
  w.answers("children.1.ints.0", "3");
  CHECK(w.response ==
        R"({"data":{"children":[null,{"a":3,"ints":[3,4]}],"lists":[[1,2],null],"child":{"ints":[5,6]}}})");
}

TEST_CASE("an item that fails is null, with an error at its path", "[graphql][pending]") {
  waiting w;
  w.begin("{ ints }", schema());
  w.fails("ints.0", "No first.");
  w.answers("ints.1", "\"x\"");
  CHECK(
      w.response ==
      R"({"errors":[{"message":"No first.","locations":[{"line":1,"column":3}],"path":["ints",0]},)"
      R"({"message":"Int cannot represent non-integer value: \"x\"","locations":[{"line":1,"column":3}],"path":["ints",1]}],)"
      R"("data":{"ints":[null,null]}})");
}

TEST_CASE("an item that must not be null makes its list so, and nobody waits for the others",
          "[graphql][pending]") {
  waiting w;
  w.begin("{ musts }", schema());
  w.answers("musts.1", "null");
  CHECK(w.unwanted == texts{"musts.0"});
  CHECK(
      w.response ==
      R"({"errors":[{"message":"Cannot return null for non-nullable field Query.musts.","locations":[{"line":1,"column":3}],"path":["musts",1]}],"data":{"musts":null}})");
  waiting to_the_root;
  to_the_root.begin("{ all ints }", schema());
  to_the_root.fails("all.0", "No.");
  CHECK(to_the_root.unwanted == texts{"all.1", "ints.0", "ints.1"});
  CHECK(to_the_root.response.ends_with(R"("path":["all",0]}],"data":null})"));
}

TEST_CASE("items that a list has no place for are not waited for", "[graphql][pending]") {
  waiting w;
  w.begin("{ mixed no }", schema());
  CHECK(w.unwanted == texts{"mixed.2", "no.0", "no.1"});
  CHECK(
      w.response ==
      R"({"errors":[{"message":"No second.","locations":[{"line":1,"column":3}],"path":["mixed",1]},)"
      R"({"message":"Query.no is no list, and its resolver returned items.","locations":[{"line":1,"column":9}],"path":["no"]}],)"
      R"("data":{"mixed":null,"no":null}})");
}

TEST_CASE("items count among what an execution waits for", "[graphql][pending]") {
  waiting w;
  w.begin("{ ints musts }", schema(), "null", {.waiting_calls = 3});
  CHECK(w.response.find("would wait for more than 3 answers at once") != std::string::npos);
  CHECK(w.unwanted.size() == 4);
}

TEST_CASE("an execution that is given up has errors in the place of items", "[graphql][pending]") {
  waiting w;
  w.begin("{ ints }", schema());
  w.answers("ints.0", "1");
  w.gives_up("was late.");
  CHECK(w.unwanted == texts{"ints.1"});
  CHECK(
      w.response ==
      R"({"errors":[{"message":"Query.ints was late.","locations":[{"line":1,"column":3}],"path":["ints",1]}],"data":{"ints":[1,null]}})");
}
