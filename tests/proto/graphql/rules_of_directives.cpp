#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("a directive exists", "[graphql][rules]") {
  CHECK(errors_of("{ dog @unknown { name } }") ==
        R"([{"message":"Unknown directive \"@unknown\".","locations":[{"line":1,"column":7}]}])");
}

TEST_CASE("a directive stands where it may", "[graphql][rules]") {
  CHECK(
      errors_of("query @onField { dog @onQuery(req: 1) { name } }") ==
      R"([{"message":"Directive \"@onField\" may not be used on QUERY.","locations":[{"line":1,"column":7}]},{"message":"Directive \"@onQuery\" may not be used on FIELD.","locations":[{"line":1,"column":22}]}])");
  CHECK(
      errors_of("{ ...F @onField } fragment F on Query @onField { dog { name } }") ==
      R"([{"message":"Directive \"@onField\" may not be used on FRAGMENT_SPREAD.","locations":[{"line":1,"column":8}]},{"message":"Directive \"@onField\" may not be used on FRAGMENT_DEFINITION.","locations":[{"line":1,"column":39}]}])");
}

TEST_CASE("a directive that is not repeatable stands once", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog @onField @onField { name @repeated @repeated(x: 1) } }") ==
      R"([{"message":"The directive \"@onField\" can only be used once at this location.","locations":[{"line":1,"column":7},{"line":1,"column":16}]}])");
}
