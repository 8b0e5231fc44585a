#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("a field exists on the type it is asked of", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { meows } }") ==
      R"([{"message":"Cannot query field \"meows\" on type \"Dog\".","locations":[{"line":1,"column":9}]}])");
  CHECK(
      errors_of("{ dog { unknown { x } } }") ==
      R"([{"message":"Cannot query field \"unknown\" on type \"Dog\".","locations":[{"line":1,"column":9}]}])");
}

TEST_CASE("an unknown field is answered with near names", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { barkvolume } }") ==
      R"([{"message":"Cannot query field \"barkvolume\" on type \"Dog\". Did you mean \"barkVolume\"?","locations":[{"line":1,"column":9}]}])");
  CHECK(
      errors_of("{ dog { nam isAtLocatio } }") ==
      R"([{"message":"Cannot query field \"nam\" on type \"Dog\". Did you mean \"name\"?","locations":[{"line":1,"column":9}]},{"message":"Cannot query field \"isAtLocatio\" on type \"Dog\". Did you mean \"isAtLocation\"?","locations":[{"line":1,"column":13}]}])");
}

TEST_CASE("an unknown field of an abstract type is answered with the types that have it",
          "[graphql][rules]") {
  CHECK(
      errors_of("{ catOrDog { name } }") ==
      R"([{"message":"Cannot query field \"name\" on type \"CatOrDog\". Did you mean to use an inline fragment on \"Being\", \"Pet\", \"Canine\", \"Cat\", or \"Dog\"?","locations":[{"line":1,"column":14}]}])");
  CHECK(
      errors_of("{ pet { meows } }") ==
      R"([{"message":"Cannot query field \"meows\" on type \"Pet\". Did you mean to use an inline fragment on \"Cat\"?","locations":[{"line":1,"column":9}]}])");
  CHECK(
      errors_of("{ being { nickname } }") ==
      R"([{"message":"Cannot query field \"nickname\" on type \"Being\". Did you mean to use an inline fragment on \"Cat\" or \"Dog\"?","locations":[{"line":1,"column":11}]}])");
}

TEST_CASE("suggested types stand as JavaScript sorts them, also where their comparison goes in a circle",
          "[graphql][rules]") {
  const auto schema = schema_of(
      "interface N { id: ID } interface M implements N { id: ID } type A implements N & M { id: ID } "
      "type B implements N { id: ID } union U = A | B type Query { u: U }");
  CHECK(
      errors_of("{ u { id } }", schema) ==
      R"([{"message":"Cannot query field \"id\" on type \"U\". Did you mean to use an inline fragment on \"N\", \"B\", \"M\", or \"A\"?","locations":[{"line":1,"column":7}]}])");
}

TEST_CASE("a leaf has no selection", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { name { x } } }") ==
      R"([{"message":"Field \"name\" must not have a selection since type \"String\" has no subfields.","locations":[{"line":1,"column":14}]}])");
  CHECK(
      errors_of("{ list { a } }") ==
      R"([{"message":"Field \"list\" must not have a selection since type \"[[Int]!]\" has no subfields.","locations":[{"line":1,"column":8}]}])");
}

TEST_CASE("an object has a selection", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog }") ==
      R"([{"message":"Field \"dog\" of type \"Dog\" must have a selection of subfields. Did you mean \"dog { ... }\"?","locations":[{"line":1,"column":3}]}])");
  CHECK(
      errors_of("{ human { pets relatives } }") ==
      R"([{"message":"Field \"pets\" of type \"[Pet]\" must have a selection of subfields. Did you mean \"pets { ... }\"?","locations":[{"line":1,"column":11}]},{"message":"Field \"relatives\" of type \"[Human]!\" must have a selection of subfields. Did you mean \"relatives { ... }\"?","locations":[{"line":1,"column":16}]}])");
}

TEST_CASE("equal response names mean equal fields", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { name: nickname name } }") ==
      R"([{"message":"Fields \"name\" conflict because \"nickname\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":9},{"line":1,"column":24}]}])");
  CHECK(
      errors_of("{ dog { mother { x: name } mother { x: nickname } } }") ==
      R"([{"message":"Fields \"mother\" conflict because subfields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":9},{"line":1,"column":18},{"line":1,"column":28},{"line":1,"column":37}]}])");
}

TEST_CASE("equal response names mean equal arguments", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { a: isAtLocation(x: 1) a: isAtLocation(x: 2) } }") ==
      R"([{"message":"Fields \"a\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":9},{"line":1,"column":31}]}])");
  CHECK(errors_of("{ dog { a: isAtLocation(x: 1, y: 2) a: isAtLocation(y: 2, x: 1) } }").empty());
  CHECK(errors_of("{ arguments { complex(value: {requiredField: true, intField: 1}) complex(value: "
                  "{intField: 1, requiredField: true}) } }")
            .empty());
}

TEST_CASE("fields of objects that exclude each other may differ", "[graphql][rules]") {
  CHECK(errors_of("{ catOrDog { ... on Cat { x: name } ... on Dog { x: nickname } } }").empty());
}

TEST_CASE("fields of objects that exclude each other have the same shape", "[graphql][rules]") {
  CHECK(
      errors_of("{ catOrDog { ... on Cat { x: meowsVolume } ... on Dog { x: nickname } } }") ==
      R"([{"message":"Fields \"x\" conflict because they return conflicting types \"Int\" and \"String\". Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":27},{"line":1,"column":57}]}])");
}

TEST_CASE("fields conflict through fragments", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { ...A ...B } } fragment A on Dog { x: name } fragment B on Dog { x: nickname }") ==
      R"([{"message":"Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":43},{"line":1,"column":73}]}])");
  CHECK(
      errors_of(
          "{ dog { ...A ...B x: barks } } fragment A on Dog { x: name ...C } fragment B on Dog { x: nickname "
          "} fragment C on Dog { mother { ...A } x: barkVolume }") == R"([{"message":"Fields \"x\" conflict because \"barks\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":19},{"line":1,"column":52}]},{"message":"Fields \"x\" conflict because \"barks\" and \"barkVolume\" are different fields. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":19},{"line":1,"column":137}]},{"message":"Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":52},{"line":1,"column":87}]},{"message":"Fields \"x\" conflict because \"barkVolume\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":137},{"line":1,"column":87}]},{"message":"Fields \"x\" conflict because \"barks\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":19},{"line":1,"column":87}]},{"message":"Cannot spread fragment \"A\" within itself via \"C\".","locations":[{"line":1,"column":60},{"line":1,"column":130}]},{"message":"Fields \"x\" conflict because \"name\" and \"barkVolume\" are different fields. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":52},{"line":1,"column":137}]}])");
}

TEST_CASE("conflicts deep below are told at the field above", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { mother { x: name y: nickname father { a: barks } } mother { x: nickname y: name "
                "father { a: barkVolume } } } }") ==
      R"([{"message":"Fields \"mother\" conflict because subfields \"x\" conflict because \"name\" and \"nickname\" are different fields and subfields \"y\" conflict because \"nickname\" and \"name\" are different fields and subfields \"father\" conflict because subfields \"a\" conflict because \"barks\" and \"barkVolume\" are different fields. Use different aliases on the fields to fetch both if this was intentional.","locations":[{"line":1,"column":9},{"line":1,"column":18},{"line":1,"column":26},{"line":1,"column":38},{"line":1,"column":47},{"line":1,"column":60},{"line":1,"column":69},{"line":1,"column":81},{"line":1,"column":89},{"line":1,"column":98}]}])");
}
