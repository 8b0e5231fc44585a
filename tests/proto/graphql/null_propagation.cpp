#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("null where it must not be takes the nearest nullable field with it", "[graphql][execution]") {
  CHECK(
      answer("{ deep { required string } string }", {.root = R"({"deep":{"string":"x"},"string":"y"})"}) ==
      R"({"errors":[{"message":"Cannot return null for non-nullable field Query.required.","locations":[{"line":1,"column":10}],"path":["deep","required"]}],"data":{"deep":null,"string":"y"}})");
  CHECK(
      answer("{ deep { deep { required } string } }",
             {.root = R"({"deep":{"string":"x","deep":{"required":null}}})"}) ==
      R"({"errors":[{"message":"Cannot return null for non-nullable field Query.required.","locations":[{"line":1,"column":17}],"path":["deep","deep","required"]}],"data":{"deep":{"deep":null,"string":"x"}}})");
}

TEST_CASE("null at the root takes the whole data", "[graphql][execution]") {
  CHECK(
      answer("{ string required }", {.root = R"({"string":"x"})"}) ==
      R"({"errors":[{"message":"Cannot return null for non-nullable field Query.required.","locations":[{"line":1,"column":10}],"path":["required"]}],"data":null})");
}

TEST_CASE("an item that must not be null takes its list", "[graphql][execution]") {
  CHECK(
      answer("{ strings }", {.root = R"({"strings":["a",null,"b"]})"}) ==
      R"({"errors":[{"message":"Cannot return null for non-nullable field Query.strings.","locations":[{"line":1,"column":3}],"path":["strings",1]}],"data":{"strings":null}})");
  CHECK(
      answer("{ list }", {.root = R"({"list":[[1],null,[2]]})"}) ==
      R"({"errors":[{"message":"Cannot return null for non-nullable field Query.list.","locations":[{"line":1,"column":3}],"path":["list",1]}],"data":{"list":null}})");
}

TEST_CASE("an item that may be null stands alone", "[graphql][execution]") {
  CHECK(
      answer("{ human { pets { name } } }",
             {.root = R"({"human":{"pets":[{"__typename":"Dog","name":"a"},{"name":"b"},null]}})"}) ==
      R"({"errors":[{"message":"Abstract type \"Pet\" must resolve to an Object type at runtime for field \"Human.pets\". Either the \"Pet\" type should provide a \"resolveType\" function or each possible type should provide an \"isTypeOf\" function.","locations":[{"line":1,"column":11}],"path":["human","pets",1]}],"data":{"human":{"pets":[{"name":"a"},null,null]}}})");
  CHECK(
      answer("{ list }", {.root = R"({"list":[[1,"x",3]]})"}) ==
      R"({"errors":[{"message":"Int cannot represent non-integer value: \"x\"","locations":[{"line":1,"column":3}],"path":["list",0,1]}],"data":{"list":[[1,null,3]]}})");
}

TEST_CASE("errors below what is null stay", "[graphql][execution]") {
  CHECK(
      answer("{ humans { iq relatives { iq } } }",
             {.root = R"({"humans":[{"iq":1.5,"relatives":[{"iq":"x"}]},{"iq":1,"relatives":null}]})"}) ==
      R"({"errors":[{"message":"Int cannot represent non-integer value: 1.5","locations":[{"line":1,"column":12}],"path":["humans",0,"iq"]},{"message":"Int cannot represent non-integer value: \"x\"","locations":[{"line":1,"column":27}],"path":["humans",0,"relatives",0,"iq"]},{"message":"Cannot return null for non-nullable field Human.relatives.","locations":[{"line":1,"column":15}],"path":["humans",1,"relatives"]}],"data":null})");
}

TEST_CASE("an error tells the places of all its nodes", "[graphql][execution]") {
  CHECK(
      answer("{ deep { required } deep { required } }", {.root = R"({"deep":{}})"}) ==
      R"({"errors":[{"message":"Cannot return null for non-nullable field Query.required.","locations":[{"line":1,"column":10},{"line":1,"column":28}],"path":["deep","required"]}],"data":{"deep":null}})");
}
