#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("a document has a definition", "[graphql][parser]") {
  CHECK(errors_of("") ==
        R"([{"message":"Syntax Error: Unexpected <EOF>.","locations":[{"line":1,"column":1}]}])");
  CHECK(errors_of("# nothing") ==
        R"([{"message":"Syntax Error: Unexpected <EOF>.","locations":[{"line":1,"column":10}]}])");
  CHECK(errors_of("{ int }").empty());
}

TEST_CASE("a definition begins with a keyword or a brace", "[graphql][parser]") {
  CHECK(
      errors_of("notAnOperation Foo { field }") ==
      R"([{"message":"Syntax Error: Unexpected Name \"notAnOperation\".","locations":[{"line":1,"column":1}]}])");
  CHECK(errors_of("...") ==
        R"([{"message":"Syntax Error: Unexpected \"...\".","locations":[{"line":1,"column":1}]}])");
  CHECK(
      errors_of(R"("text" { int })") ==
      R"([{"message":"Syntax Error: Unexpected description, descriptions are not supported on shorthand queries.","locations":[{"line":1,"column":1}]}])");
  CHECK(
      errors_of(R"("text" extend type Dog { a: Int })") ==
      R"([{"message":"Syntax Error: Unexpected description, only GraphQL definitions support descriptions.","locations":[{"line":1,"column":1}]}])");
  CHECK(
      errors_of(R"("text" foo)") ==
      R"([{"message":"Syntax Error: Unexpected description, only GraphQL definitions support descriptions.","locations":[{"line":1,"column":1}]}])");
}

TEST_CASE("an operation may have a description, a name, variables and directives", "[graphql][parser]") {
  CHECK(
      errors_of(R"("why" query Q("of" $a: Int = 1 @repeated) @repeated { dog { isAtLocation(x: $a) } })") ==
      R"([{"message":"Directive \"@repeated\" may not be used on VARIABLE_DEFINITION.","locations":[{"line":1,"column":32}]}])");
}

TEST_CASE("a selection set is not empty and is closed", "[graphql][parser]") {
  CHECK(errors_of("{ }") ==
        R"([{"message":"Syntax Error: Expected Name, found \"}\".","locations":[{"line":1,"column":3}]}])");
  CHECK(errors_of("{") ==
        R"([{"message":"Syntax Error: Expected Name, found <EOF>.","locations":[{"line":1,"column":2}]}])");
  CHECK(errors_of("{ int") ==
        R"([{"message":"Syntax Error: Expected Name, found <EOF>.","locations":[{"line":1,"column":6}]}])");
  CHECK(errors_of("{ int } }") ==
        R"([{"message":"Syntax Error: Unexpected \"}\".","locations":[{"line":1,"column":9}]}])");
  CHECK(errors_of("query") ==
        R"([{"message":"Syntax Error: Expected \"{\", found <EOF>.","locations":[{"line":1,"column":6}]}])");
}

TEST_CASE("a field may have an alias, arguments, directives and selections", "[graphql][parser]") {
  CHECK(errors_of("{ a: dog @onField { name(surname: true) } }").empty());
  CHECK(errors_of("{ a: }") ==
        R"([{"message":"Syntax Error: Expected Name, found \"}\".","locations":[{"line":1,"column":6}]}])");
  CHECK(errors_of("{ dog() { name } }") ==
        R"([{"message":"Syntax Error: Expected Name, found \")\".","locations":[{"line":1,"column":7}]}])");
  CHECK(errors_of("{ int: { } }") ==
        R"([{"message":"Syntax Error: Expected Name, found \"{\".","locations":[{"line":1,"column":8}]}])");
}

TEST_CASE("a fragment spread names no fragment called on", "[graphql][parser]") {
  CHECK(errors_of("{ ... on } fragment on on Dog { name }") ==
        R"([{"message":"Syntax Error: Expected Name, found \"}\".","locations":[{"line":1,"column":10}]}])");
  CHECK(errors_of("fragment on on Dog { name }") ==
        R"([{"message":"Syntax Error: Unexpected Name \"on\".","locations":[{"line":1,"column":10}]}])");
  CHECK(errors_of("{ ...on }") ==
        R"([{"message":"Syntax Error: Expected Name, found \"}\".","locations":[{"line":1,"column":9}]}])");
  CHECK(
      errors_of("{ ...F @onField } fragment F on Query { int }") ==
      R"([{"message":"Directive \"@onField\" may not be used on FRAGMENT_SPREAD.","locations":[{"line":1,"column":8}]}])");
  CHECK(errors_of("{ ... { int } ... @include(if: true) { string } }").empty());
}

TEST_CASE("a fragment has a type", "[graphql][parser]") {
  CHECK(
      errors_of("fragment F { int }") ==
      R"([{"message":"Syntax Error: Expected \"on\", found \"{\".","locations":[{"line":1,"column":12}]}])");
  CHECK(errors_of("fragment F on { int }") ==
        R"([{"message":"Syntax Error: Expected Name, found \"{\".","locations":[{"line":1,"column":15}]}])");
}

TEST_CASE("variables are defined with a type", "[graphql][parser]") {
  CHECK(errors_of("query ($a) { int }") ==
        R"([{"message":"Syntax Error: Expected \":\", found \")\".","locations":[{"line":1,"column":10}]}])");
  CHECK(
      errors_of("query ($a: Int = $b) { int }") ==
      R"([{"message":"Syntax Error: Unexpected variable \"$b\" in constant value.","locations":[{"line":1,"column":18}]}])");
  CHECK(errors_of("query ($a: Int = $) { int }") ==
        R"([{"message":"Syntax Error: Unexpected \"$\".","locations":[{"line":1,"column":18}]}])");
  CHECK(errors_of("query () { int }") ==
        R"([{"message":"Syntax Error: Expected \"$\", found \")\".","locations":[{"line":1,"column":8}]}])");
  CHECK(errors_of("query ($a: [Int!) { int }") ==
        R"([{"message":"Syntax Error: Expected \"]\", found \")\".","locations":[{"line":1,"column":17}]}])");
}

TEST_CASE("values are of every kind", "[graphql][parser]") {
  CHECK(
      errors_of(
          R"({ arguments { any(value: {a: [1, -2.5e3, "s", true, false, null, ENUM, {}, []], b: $v}) } })") ==
      R"([{"message":"Variable \"$v\" is not defined.","locations":[{"line":1,"column":84},{"line":1,"column":1}]}])");
  CHECK(errors_of("{ arguments { any(value: ) } }") ==
        R"([{"message":"Syntax Error: Unexpected \")\".","locations":[{"line":1,"column":26}]}])");
  CHECK(
      errors_of("{ arguments { any(value: {a 1}) } }") ==
      R"([{"message":"Syntax Error: Expected \":\", found Int \"1\".","locations":[{"line":1,"column":29}]}])");
  CHECK(errors_of("{ arguments { any(value: [1 }) } }") ==
        R"([{"message":"Syntax Error: Unexpected \"}\".","locations":[{"line":1,"column":29}]}])");
}

TEST_CASE("keywords are names too", "[graphql][parser]") {
  CHECK(
      errors_of("{ query: int mutation: int fragment: int on: int true: int null: int type: int }").empty());
}
