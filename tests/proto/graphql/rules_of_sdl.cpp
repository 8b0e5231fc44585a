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

TEST_CASE("SDL says once what the schema is", "[graphql][schema]") {
  CHECK(
      refusal("schema { query: Q } schema { query: Q } type Q { a: Int }") ==
      R"([{"message":"Must provide only one schema definition.","locations":[{"line":1,"column":21}]},{"message":"There can be only one query type in schema.","locations":[{"line":1,"column":10},{"line":1,"column":30}]}])");
}

TEST_CASE("a schema has one root type per operation", "[graphql][schema]") {
  CHECK(
      refusal("schema { query: Q query: Q mutation: M } type Q { a: Int } type M { a: Int } extend schema { "
              "mutation: M }") ==
      R"([{"message":"There can be only one query type in schema.","locations":[{"line":1,"column":10},{"line":1,"column":19}]},{"message":"There can be only one mutation type in schema.","locations":[{"line":1,"column":28},{"line":1,"column":94}]}])");
}

TEST_CASE("types do not share a name", "[graphql][schema]") {
  CHECK(
      refusal("type Query { a: Int } type Query { b: Int }") ==
      R"([{"message":"There can be only one type named \"Query\".","locations":[{"line":1,"column":6},{"line":1,"column":28}]}])");
}

TEST_CASE("an enum has each value once", "[graphql][schema]") {
  CHECK(
      refusal("enum E { A A } extend enum E { A B } type Query { e: E }") ==
      R"([{"message":"Enum value \"E.A\" can only be defined once.","locations":[{"line":1,"column":10},{"line":1,"column":12}]},{"message":"Enum value \"E.A\" can only be defined once.","locations":[{"line":1,"column":10},{"line":1,"column":32}]}])");
}

TEST_CASE("a type has each field once", "[graphql][schema]") {
  CHECK(
      refusal("type Query { a: Int a: String } extend type Query { a: Int } input I { x: Int x: Int }") ==
      R"([{"message":"Field \"Query.a\" can only be defined once.","locations":[{"line":1,"column":14},{"line":1,"column":21}]},{"message":"Field \"Query.a\" can only be defined once.","locations":[{"line":1,"column":14},{"line":1,"column":53}]},{"message":"Field \"I.x\" can only be defined once.","locations":[{"line":1,"column":72},{"line":1,"column":79}]}])");
}

TEST_CASE("a field or directive has each argument once", "[graphql][schema]") {
  CHECK(
      refusal("type Query { b(x: Int, x: Int): Int } directive @d(x: Int, x: Int) on FIELD") ==
      R"([{"message":"Argument \"Query.b(x:)\" can only be defined once.","locations":[{"line":1,"column":16},{"line":1,"column":24}]},{"message":"Argument \"@d(x:)\" can only be defined once.","locations":[{"line":1,"column":52},{"line":1,"column":60}]}])");
}

TEST_CASE("directives do not share a name", "[graphql][schema]") {
  CHECK(
      refusal("type Query { a: Int } directive @d on FIELD directive @d on QUERY") ==
      R"([{"message":"There can be only one directive named \"@d\".","locations":[{"line":1,"column":34},{"line":1,"column":56}]}])");
}

TEST_CASE("a type that is named exists", "[graphql][schema]") {
  CHECK(
      refusal("type Query { a: Strng b: Quer }") ==
      R"([{"message":"Unknown type \"Strng\". Did you mean \"String\"?","locations":[{"line":1,"column":17}]},{"message":"Unknown type \"Quer\". Did you mean \"Query\"?","locations":[{"line":1,"column":26}]}])");
}

TEST_CASE("directives of SDL exist, stand where they may, and once", "[graphql][schema]") {
  CHECK(
      refusal("type Query @skip(if: true) { a: Int @unknown @deprecated @deprecated }") ==
      R"([{"message":"Directive \"@skip\" may not be used on OBJECT.","locations":[{"line":1,"column":12}]},{"message":"The directive \"@deprecated\" can only be used once at this location.","locations":[{"line":1,"column":46},{"line":1,"column":58}]},{"message":"Unknown directive \"@unknown\".","locations":[{"line":1,"column":37}]}])");
  CHECK(
      refusal(R"(type Query { a: Int @deprecated(rson: "x") } scalar S @specifiedBy)") ==
      R"([{"message":"Unknown argument \"rson\" on directive \"@deprecated\". Did you mean \"reason\"?","locations":[{"line":1,"column":33}]},{"message":"Directive \"@specifiedBy\" argument \"url\" of type \"String!\" is required, but it was not provided.","locations":[{"line":1,"column":55}]}])");
}

TEST_CASE("what is extended exists and is of the same kind", "[graphql][schema]") {
  CHECK(
      refusal("type Query { a: Int } extend input Query { a: Int } extend type Qury { b: Int }") ==
      R"([{"message":"Field \"Query.a\" can only be defined once.","locations":[{"line":1,"column":14},{"line":1,"column":44}]},{"message":"Cannot extend non-input object type \"Query\".","locations":[{"line":1,"column":1},{"line":1,"column":23}]},{"message":"Cannot extend type \"Qury\" because it is not defined. Did you mean \"Query\"?","locations":[{"line":1,"column":65}]}])");
}
