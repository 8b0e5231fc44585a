#include "proto/graphql/print_schema.hpp"
#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

namespace {

std::string printed(std::string_view sdl) { return graphql::print_schema(*schema_of(sdl)); }

} // namespace

TEST_CASE("a schema is printed without what is built in", "[graphql][printer]") {
  CHECK(
      printed(
          R"(type Query { a: Int @deprecated b(x: [String!] = ["x"], y: ID = 5): E! @deprecated(reason: "r") } enum E { A B @deprecated })") ==
      R"(type Query {
  a: Int @deprecated
  b(x: [String!] = ["x"], y: ID = 5): E! @deprecated(reason: "r")
}

enum E {
  A
  B @deprecated
})");
}

TEST_CASE("root types of unusual names, or a description, make a schema definition", "[graphql][printer]") {
  CHECK(printed("schema { query: Q } type Q { a: Int }") ==
        R"(schema {
  query: Q
}

type Q {
  a: Int
})");
  CHECK(printed(R"("d" schema { query: Query } type Query { a: Int })") ==
        R"("""d"""
schema {
  query: Query
}

type Query {
  a: Int
})");
}

TEST_CASE("descriptions stand before what they describe", "[graphql][printer]") {
  CHECK(
      printed(
          R"("one" type Query { "two\nlines" a("x" y: Int, z: Int): Int "ends with \"" b: Int } " lead\n in" scalar S)") ==
      R"("""one"""
type Query {
  """
  two
  lines
  """
  a(
    """x"""
    y: Int
    z: Int
  ): Int

  """
  ends with "
  """
  b: Int
}

" lead\n in"
scalar S)");
}

TEST_CASE("types of every kind and directives are printed", "[graphql][printer]") {
  CHECK(
      printed(
          R"(directive @d(x: E = A) repeatable on FIELD | OBJECT type Query implements I { a: U } interface I { a: U } union U = Query enum E { A } input O @oneOf { a: Int } input N { o: P = {x: 1.50} } input P { x: Float } scalar S @specifiedBy(url: "u"))") ==
      R"(directive @d(x: E = A) repeatable on FIELD | OBJECT

type Query implements I {
  a: U
}

interface I {
  a: U
}

union U = Query

enum E {
  A
}

input O @oneOf {
  a: Int
}

input N {
  o: P = {x: 1.5}
}

input P {
  x: Float
}

scalar S @specifiedBy(url: "u"))");
}

TEST_CASE("what is printed of a schema builds a schema that prints the same", "[graphql][printer]") {
  const std::string once = printed(pets_sdl);
  CHECK(printed(once) == once);
}
