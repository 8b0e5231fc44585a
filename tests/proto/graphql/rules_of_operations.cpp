#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("a document to execute defines nothing else", "[graphql][rules]") {
  CHECK(errors_of("type Foo { a: Int } { dog { name } }") ==
        R"([{"message":"The \"Foo\" definition is not executable.","locations":[{"line":1,"column":1}]}])");
  CHECK(
      errors_of("extend schema @onField") ==
      R"([{"message":"The schema definition is not executable.","locations":[{"line":1,"column":1}]},{"message":"Directive \"@onField\" may not be used on SCHEMA.","locations":[{"line":1,"column":15}]}])");
}

TEST_CASE("two operations do not share a name", "[graphql][rules]") {
  CHECK(
      errors_of("query A { dog { name } } query A { cat { name } }") ==
      R"([{"message":"There can be only one operation named \"A\".","locations":[{"line":1,"column":7},{"line":1,"column":32}]}])");
}

TEST_CASE("an anonymous operation is alone", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { name } } { cat { name } }") ==
      R"([{"message":"This anonymous operation must be the only defined operation.","locations":[{"line":1,"column":1}]},{"message":"This anonymous operation must be the only defined operation.","locations":[{"line":1,"column":18}]}])");
  CHECK(
      errors_of("query A { dog { name } } { cat { name } }") ==
      R"([{"message":"This anonymous operation must be the only defined operation.","locations":[{"line":1,"column":26}]}])");
}

TEST_CASE("a subscription selects one root field", "[graphql][rules]") {
  CHECK(
      errors_of("subscription { event other }") ==
      R"([{"message":"Anonymous Subscription must select only one top level field.","locations":[{"line":1,"column":22}]}])");
  CHECK(
      errors_of("subscription S { event ...F } fragment F on Subscription { other x: event }") ==
      R"([{"message":"Subscription \"S\" must select only one top level field.","locations":[{"line":1,"column":60},{"line":1,"column":66}]}])");
  CHECK(errors_of("subscription { ...F ... on Subscription { event } } fragment F on Subscription { event }")
            .empty());
}

TEST_CASE("a subscription does not select introspection at its root", "[graphql][rules]") {
  CHECK(
      errors_of("subscription S { __typename }") ==
      R"([{"message":"Subscription \"S\" must not select an introspection top level field.","locations":[{"line":1,"column":18}]}])");
}
