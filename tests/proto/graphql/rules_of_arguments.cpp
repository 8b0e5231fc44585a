#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("an argument is one of its field", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { name(x: 1) isAtLocation(xx: 1) } }") ==
      R"([{"message":"Unknown argument \"x\" on field \"Dog.name\".","locations":[{"line":1,"column":14}]},{"message":"Unknown argument \"xx\" on field \"Dog.isAtLocation\". Did you mean \"x\"?","locations":[{"line":1,"column":33}]}])");
}

TEST_CASE("an argument is one of its directive", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog @include(iff: true) { name } }") ==
      R"([{"message":"Unknown argument \"iff\" on directive \"@include\". Did you mean \"if\"?","locations":[{"line":1,"column":16}]},{"message":"Directive \"@include\" argument \"if\" of type \"Boolean!\" is required, but it was not provided.","locations":[{"line":1,"column":7}]}])");
}

TEST_CASE("an argument is given once", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { isAtLocation(x: 1, x: 2, x: 3, y: 1, y: 2) } }") ==
      R"([{"message":"There can be only one argument named \"x\".","locations":[{"line":1,"column":22},{"line":1,"column":28},{"line":1,"column":34}]},{"message":"There can be only one argument named \"y\".","locations":[{"line":1,"column":40},{"line":1,"column":46}]}])");
}

TEST_CASE("a required argument is given", "[graphql][rules]") {
  CHECK(
      errors_of("{ arguments { two two2: two(req1: 1) intNonNull intDefault } }") ==
      R"([{"message":"Field \"two\" argument \"req1\" of type \"Int!\" is required, but it was not provided.","locations":[{"line":1,"column":15}]},{"message":"Field \"two\" argument \"req2\" of type \"Int!\" is required, but it was not provided.","locations":[{"line":1,"column":15}]},{"message":"Field \"two\" argument \"req2\" of type \"Int!\" is required, but it was not provided.","locations":[{"line":1,"column":19}]},{"message":"Field \"intNonNull\" argument \"value\" of type \"Int!\" is required, but it was not provided.","locations":[{"line":1,"column":38}]}])");
}

TEST_CASE("a required argument of a directive is given", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog @skip { name } }") ==
      R"([{"message":"Directive \"@skip\" argument \"if\" of type \"Boolean!\" is required, but it was not provided.","locations":[{"line":1,"column":7}]}])");
}
