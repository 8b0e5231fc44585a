#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("two fragments do not share a name", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { ...A } } fragment A on Dog { name } fragment A on Dog { nickname }") ==
      R"([{"message":"There can be only one fragment named \"A\".","locations":[{"line":1,"column":27},{"line":1,"column":54}]}])");
}

TEST_CASE("the type of a fragment exists", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { ... on Dgo { name } ...F } } fragment F on Unknown { name }") ==
      R"([{"message":"Unknown type \"Dgo\". Did you mean \"Dog\"?","locations":[{"line":1,"column":16}]},{"message":"Unknown type \"Unknown\".","locations":[{"line":1,"column":52}]}])");
}

TEST_CASE("a fragment is on a composite type", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { ...F ... on FurColor { x } } } fragment F on ComplexInput { a }") ==
      R"([{"message":"Fragment cannot condition on non composite type \"FurColor\".","locations":[{"line":1,"column":21}]},{"message":"Fragment \"F\" cannot condition on non composite type \"ComplexInput\".","locations":[{"line":1,"column":54}]}])");
}

TEST_CASE("a fragment is used", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { name } } fragment F on Dog { ...G } fragment G on Dog { name }") ==
      R"([{"message":"Fragment \"F\" is never used.","locations":[{"line":1,"column":18}]},{"message":"Fragment \"G\" is never used.","locations":[{"line":1,"column":45}]}])");
}

TEST_CASE("a fragment that is spread exists", "[graphql][rules]") {
  CHECK(errors_of("{ dog { ...X } }") ==
        R"([{"message":"Unknown fragment \"X\".","locations":[{"line":1,"column":12}]}])");
}

TEST_CASE("fragments form no cycle", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { ...A } } fragment A on Dog { ...A name }") ==
      R"([{"message":"Cannot spread fragment \"A\" within itself.","locations":[{"line":1,"column":38}]}])");
  CHECK(
      errors_of("{ dog { ...A } } fragment A on Dog { ...B } fragment B on Dog { mother { ...C } } fragment "
                "C on Dog { ...A ...B }") ==
      R"([{"message":"Cannot spread fragment \"A\" within itself via \"B\", \"C\".","locations":[{"line":1,"column":38},{"line":1,"column":74},{"line":1,"column":103}]},{"message":"Cannot spread fragment \"B\" within itself via \"C\".","locations":[{"line":1,"column":74},{"line":1,"column":108}]}])");
}

TEST_CASE("a fragment can apply where it is spread", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { ... on Cat { name } ... on Pet { name } ... on CatOrDog { __typename } ... on Human "
                "{ name } } }") ==
      R"([{"message":"Fragment cannot be spread here as objects of type \"Dog\" can never be of type \"Cat\".","locations":[{"line":1,"column":9}]},{"message":"Fragment cannot be spread here as objects of type \"Dog\" can never be of type \"Human\".","locations":[{"line":1,"column":80}]}])");
  CHECK(
      errors_of("{ human { ...P } } fragment P on Pet { name }") ==
      R"([{"message":"Fragment \"P\" cannot be spread here as objects of type \"Human\" can never be of type \"Pet\".","locations":[{"line":1,"column":11}]}])");
}
