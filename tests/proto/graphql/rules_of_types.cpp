#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

namespace {

std::string refusal(std::string_view sdl) {
  const auto built = graphql::build_schema(sdl);
  const auto* faults = std::get_if<graphql::errors>(&built);
  return faults ? graphql::to_text(*faults) : "";
}

} // namespace

TEST_CASE("a schema has a query type, and root types are objects", "[graphql][schema]") {
  CHECK(refusal("type Mutation { a: Int }") == R"([{"message":"Query root type must be provided."}])");
  CHECK(
      refusal("schema { query: Int }") ==
      R"([{"message":"Query root type must be Object type, it cannot be Int.","locations":[{"line":1,"column":17}]}])");
  CHECK(
      refusal("schema { query: Q subscription: E } type Q { a: Int } enum E { A }") ==
      R"([{"message":"Subscription root type must be Object type if provided, it cannot be E.","locations":[{"line":1,"column":33}]}])");
}

TEST_CASE("names that begin with two underscores are reserved", "[graphql][schema]") {
  CHECK(
      refusal("type Query { a: Int __b: Int } enum E { __A } input __I { __c: Int }") ==
      R"([{"message":"Name \"__b\" must not begin with \"__\", which is reserved by GraphQL introspection.","locations":[{"line":1,"column":21}]},{"message":"Name \"__A\" must not begin with \"__\", which is reserved by GraphQL introspection.","locations":[{"line":1,"column":41}]},{"message":"Name \"__I\" must not begin with \"__\", which is reserved by GraphQL introspection.","locations":[{"line":1,"column":47}]},{"message":"Name \"__c\" must not begin with \"__\", which is reserved by GraphQL introspection.","locations":[{"line":1,"column":59}]}])");
}

TEST_CASE("types have members", "[graphql][schema]") {
  CHECK(
      refusal("type Query union U enum E input I interface J") ==
      R"([{"message":"Type Query must define one or more fields.","locations":[{"line":1,"column":1}]},{"message":"Union type U must define one or more member types.","locations":[{"line":1,"column":12}]},{"message":"Enum type E must define one or more values.","locations":[{"line":1,"column":20}]},{"message":"Input Object type I must define one or more fields.","locations":[{"line":1,"column":27}]},{"message":"Type J must define one or more fields.","locations":[{"line":1,"column":35}]}])");
}

TEST_CASE("fields have output types and arguments input types", "[graphql][schema]") {
  CHECK(
      refusal("type Query { a(x: Query): Int b: I } input I { q: Query }") ==
      R"([{"message":"The type of Query.a(x:) must be Input Type but got: Query.","locations":[{"line":1,"column":19}]},{"message":"The type of Query.b must be Output Type but got: I.","locations":[{"line":1,"column":34}]},{"message":"The type of I.q must be Input Type but got: Query.","locations":[{"line":1,"column":51}]}])");
}

TEST_CASE("a type implements interfaces, each once, and not itself", "[graphql][schema]") {
  CHECK(
      refusal("type A { a: Int } type Query implements A { a: Int }") ==
      R"([{"message":"Type Query must only implement Interface types, it cannot implement A.","locations":[{"line":1,"column":41}]}])");
  CHECK(
      refusal("interface I { a: Int } type Query implements I & I { a: Int }") ==
      R"([{"message":"Type Query can only implement I once.","locations":[{"line":1,"column":46},{"line":1,"column":50}]}])");
  CHECK(
      refusal("interface I implements I { a: Int } type Query { a: Int }") ==
      R"([{"message":"Type I cannot implement itself because it would create a circular reference.","locations":[{"line":1,"column":24}]}])");
}

TEST_CASE("a type implements what its interfaces implement", "[graphql][schema]") {
  CHECK(
      refusal(
          "interface I implements J { a: Int } interface J { a: Int } type Query implements I { a: Int }") ==
      R"([{"message":"Type Query must implement J because it is implemented by I.","locations":[{"line":1,"column":24},{"line":1,"column":82}]}])");
  CHECK(
      refusal(
          "interface I implements J { a: Int } interface J implements I { a: Int } type Query { a: Int }") ==
      R"([{"message":"Type I cannot implement J because it would create a circular reference.","locations":[{"line":1,"column":60},{"line":1,"column":24}]},{"message":"Type J cannot implement I because it would create a circular reference.","locations":[{"line":1,"column":24},{"line":1,"column":60}]}])");
}

TEST_CASE("a type has the fields of its interfaces", "[graphql][schema]") {
  CHECK(
      refusal("interface I { a: Int b(x: Int, z: Int): Int c: [I] } type Query implements I { b(x: String, "
              "y: Int!): String c: [Query!]! }") ==
      R"([{"message":"Interface field I.a expected but Query does not provide it.","locations":[{"line":1,"column":15},{"line":1,"column":54}]},{"message":"Interface field I.b expects type Int but Query.b is type String.","locations":[{"line":1,"column":41},{"line":1,"column":103}]},{"message":"Interface field argument I.b(x:) expects type Int but Query.b(x:) is type String.","locations":[{"line":1,"column":27},{"line":1,"column":85}]},{"message":"Interface field argument I.b(z:) expected but Query.b does not provide it.","locations":[{"line":1,"column":32},{"line":1,"column":80}]},{"message":"Object field Query.b includes required argument y that is missing from the Interface field I.b.","locations":[{"line":1,"column":93},{"line":1,"column":22}]}])");
}

TEST_CASE("the members of a union are objects, each once", "[graphql][schema]") {
  CHECK(
      refusal("union U = Query | Query | Int type Query { u: U }") ==
      R"([{"message":"Union type U can only include type Query once.","locations":[{"line":1,"column":11},{"line":1,"column":19}]},{"message":"Union type U can only include Object types, it cannot include Int.","locations":[{"line":1,"column":27}]}])");
}

TEST_CASE("an input object does not require itself", "[graphql][schema]") {
  CHECK(
      refusal("input A { b: B! } input B { a: A! c: B! d: A } type Query { x(a: A): Int }") ==
      R"([{"message":"Cannot reference Input Object \"A\" within itself through a series of non-null fields: \"b.a\".","locations":[{"line":1,"column":11},{"line":1,"column":29}]},{"message":"Cannot reference Input Object \"B\" within itself through a series of non-null fields: \"c\".","locations":[{"line":1,"column":35}]}])");
}

TEST_CASE("what is required is not deprecated", "[graphql][schema]") {
  CHECK(
      refusal(
          "type Query { a(x: Int! @deprecated, y: Int @deprecated): Int } input I { x: Int! @deprecated }") ==
      R"([{"message":"Required argument Query.a(x:) cannot be deprecated.","locations":[{"line":1,"column":24},{"line":1,"column":19}]},{"message":"Required input field I.x cannot be deprecated.","locations":[{"line":1,"column":82},{"line":1,"column":77}]}])");
}

TEST_CASE("the fields of a oneOf input object are nullable and have no default", "[graphql][schema]") {
  CHECK(
      refusal("input O @oneOf { a: Int! b: Int = 1 } type Query { x(o: O): Int }") ==
      R"([{"message":"OneOf input field O.a must be nullable.","locations":[{"line":1,"column":21}]},{"message":"OneOf input field O.b cannot have a default value.","locations":[{"line":1,"column":26}]}])");
}
