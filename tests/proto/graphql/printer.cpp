#include "proto/graphql/printer.hpp"
#include "proto/graphql/parser.hpp"
#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

namespace {

std::string printed(std::string_view text) {
  return graphql::print(std::get<graphql::ast::document>(graphql::parse(text)));
}

} // namespace

TEST_CASE("an operation is printed with all that it has", "[graphql][printer]") {
  CHECK(
      printed(
          R"(query Q($a:Int=1,$b:[S!]!)@y(a:1){a:b(c:{d:[1,"x",null,E],e:$a})@z{...on T@q{f}...F@g...@h{i}}})") ==
      R"(query Q($a: Int = 1, $b: [S!]!) @y(a: 1) {
  a: b(c: {d: [1, "x", null, E], e: $a}) @z {
    ... on T @q {
      f
    }
    ...F @g
    ... @h {
      i
    }
  }
})");
  CHECK(printed("{a,b{c}}") ==
        R"({
  a
  b {
    c
  }
})");
  CHECK(printed("mutation{a}") ==
        R"(mutation {
  a
})");
}

TEST_CASE("arguments that make a line too long have lines of their own", "[graphql][printer]") {
  CHECK(
      printed(
          R"({ field(argumentNumberOne: "some long value", argumentNumberTwo: "another long value", argumentThree: 3) { x } })") ==
      R"({
  field(
    argumentNumberOne: "some long value"
    argumentNumberTwo: "another long value"
    argumentThree: 3
  ) {
    x
  }
})");
}

TEST_CASE("strings are printed with escapes, block strings as blocks", "[graphql][printer]") {
  CHECK(printed(R"({f(a:"tab\t \u0000 \u007f \"q\" é" b:"""
  two
   lines
""" c:"""one""")})") ==
        R"({
  f(a: "tab\t \u0000 \u007F \"q\" é", b: """
  two
   lines
  """, c: """one""")
})");
}

TEST_CASE("type definitions are printed with descriptions", "[graphql][printer]") {
  CHECK(
      printed(
          R"("d" type T implements A & B @x { "f" a("arg" x: Int = 1, y: [Int!]): Int """ block """ b: Int })") ==
      R"("d"
type T implements A & B @x {
  "f"
  a(
    "arg"
    x: Int = 1
    y: [Int!]
  ): Int
  """ block """
  b: Int
})");
  CHECK(printed("union U = | A | B enum E { A @x B } input I { a: Int = 1 } scalar S") ==
        R"(union U = A | B

enum E {
  A @x
  B
}

input I {
  a: Int = 1
}

scalar S)");
  CHECK(printed("extend schema @a { query: Q } extend type T @a") ==
        R"(extend schema @a {
  query: Q
}

extend type T @a)");
  CHECK(printed(R"("d" directive @d(a: Int) repeatable on | FIELD | OBJECT)") ==
        R"("d"
directive @d(a: Int) repeatable on FIELD | OBJECT)");
}
