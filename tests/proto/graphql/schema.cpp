#include "proto/graphql/schema.hpp"

#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

namespace {

std::string type_names(const graphql::schema& s) {
  std::string names;
  for (const graphql::named_type* t : s.types())
    names += t->name + " ";
  return names;
}

std::string refusal(std::string_view sdl, const graphql::resolvers& functions = {}) {
  const auto built = graphql::build_schema(sdl, functions);
  const auto* faults = std::get_if<graphql::errors>(&built);
  return faults ? graphql::to_text(*faults) : "";
}

} // namespace

TEST_CASE("types keep their order, built-in ones follow who refers to them", "[graphql][schema]") {
  const auto s = schema_of("type Query { a: B c: Float } type B { x: Int }");
  CHECK(type_names(*s).starts_with("Query Float B Int Boolean String __Schema __Type __TypeKind"));
}

TEST_CASE("root types are those of the schema definition, else those of the usual names",
          "[graphql][schema]") {
  const auto usual = schema_of("type Query { a: Int } type Mutation { a: Int }");
  CHECK(usual->root_type(graphql::operation_type::mutation)->name == "Mutation");
  CHECK(usual->root_type(graphql::operation_type::subscription) == nullptr);
  const auto named = schema_of("schema { query: Q } type Q { a: Int } type Mutation { a: Int }");
  CHECK(named->root_type(graphql::operation_type::query)->name == "Q");
  CHECK(named->root_type(graphql::operation_type::mutation) == nullptr);
}

TEST_CASE("defaults are coerced, those of input objects within them", "[graphql][schema]") {
  const auto s = schema_of(
      "type Query { a(x: A = {}): Int } input A { b: B = {z: [1]} } input B { y: Int = 5 z: [Float] }");
  const auto* argument = s->find_type("Query")->find_field("a")->find_argument("x");
  CHECK(json::to_text(*argument->default_value) == R"({"b":{"y":5,"z":[1]}})");
}

TEST_CASE("defaults within defaults are there before they are needed", "[graphql][schema]") {
  const auto s =
      schema_of("type Query { a(x: A = {b: {}}): Int } input A { b: B } input B { a: A y: Int = 5 }");
  const auto* argument = s->find_type("Query")->find_field("a")->find_argument("x");
  CHECK(json::to_text(*argument->default_value) == R"({"b":{"y":5}})");
}

TEST_CASE("where a scalar is specified is its definition's to say", "[graphql][schema]") {
  const auto s = schema_of(R"(type Query { a: S } scalar S extend scalar S @specifiedBy(url: "u"))");
  CHECK_FALSE(s->find_type("S")->specified_by_url);
}

TEST_CASE("specified directives mean what the specification says, whatever the schema says of them",
          "[graphql][schema]") {
  CHECK(
      refusal("type Query { a: S } scalar S @specifiedBy(u: 1) directive @specifiedBy(u: Int) on SCALAR") ==
      R"([{"message":"Argument \"url\" of required type \"String!\" was not provided.","locations":[{"line":1,"column":30}]}])");
  CHECK(refusal("type Query { a: Int @deprecated(r: 1) } directive @deprecated(r: Int) on FIELD_DEFINITION")
            .empty());
  CHECK(refusal("type Query { a: Int @specifiedBy } directive @specifiedBy on FIELD_DEFINITION").empty());
  CHECK(
      refusal(
          "type Query { a: S } scalar S @deprecated(reason: 1) directive @deprecated(reason: Int) on SCALAR")
          .empty());
}

TEST_CASE("extensions add to their types", "[graphql][schema]") {
  const auto s = schema_of(R"(
    type Query { a: Int } extend type Query { b: E } enum E { X } extend enum E { Y }
    interface I { a: Int } extend type Query implements I schema { query: Query } type M { c: Int }
    extend schema { mutation: M })");
  CHECK(s->find_type("Query")->find_field("b"));
  CHECK(s->find_type("Query")->interfaces.size() == 1);
  CHECK(s->find_type("E")->enum_values.size() == 2);
  CHECK(s->root_type(graphql::operation_type::mutation)->name == "M");
}

TEST_CASE("deprecation, specification and oneOf are read from their directives", "[graphql][schema]") {
  const auto s = schema_of(R"(
    type Query { a(x: Int @deprecated(reason: "old")): Int @deprecated s: S b(o: O): Int }
    scalar S @specifiedBy(url: "https://example.org") input O @oneOf { a: Int b: Int })");
  const auto* a = s->find_type("Query")->find_field("a");
  CHECK(a->deprecation_reason == "No longer supported");
  CHECK(a->arguments[0].deprecation_reason == "old");
  CHECK(s->find_type("S")->specified_by_url == "https://example.org");
  CHECK(s->find_type("O")->is_one_of);
}

TEST_CASE("a schema that is no SDL is refused", "[graphql][schema]") {
  CHECK(refusal("type Query {") ==
        R"([{"message":"Syntax Error: Expected Name, found <EOF>.","locations":[{"line":1,"column":13}]}])");
}

TEST_CASE("a type that is not defined is refused", "[graphql][schema]") {
  CHECK(refusal("type Query { a: Nothing }").find("Unknown type \\\"Nothing\\\".") != std::string::npos);
}

TEST_CASE("a reason or URL that is no text is refused, the first in the order of building",
          "[graphql][schema]") {
  CHECK(
      refusal("type Query { a: Int @deprecated(reason: 1) } enum E { A @deprecated(reason: [true]) }") ==
      R"([{"message":"Argument \"reason\" has invalid value [true].","locations":[{"line":1,"column":77}]}])");
  CHECK(
      refusal("type Query { a: S } scalar S @specifiedBy(url: null)") ==
      R"([{"message":"Argument \"url\" of non-null type \"String!\" must not be null.","locations":[{"line":1,"column":48}]}])");
}

TEST_CASE("a union that a type claims to implement gets no members by that", "[graphql][schema]") {
  CHECK(
      refusal("type Query implements U { a: Int } union U = Query") ==
      R"([{"message":"Type Query must only implement Interface types, it cannot implement U.","locations":[{"line":1,"column":23}]}])");
}

TEST_CASE("a resolver for a field that does not exist is refused", "[graphql][schema]") {
  const auto nothing = [](const graphql::field_call&) -> graphql::resolved { return json::value(); };
  CHECK(refusal("type Query { a: Int }", {{"Query.b", nothing}}) ==
        R"([{"message":"No field \"Query.b\" in the schema for its resolver."}])");
}

TEST_CASE("a resolver that would never be called is refused, and named", "[graphql][schema]") {
  const auto nothing = [](const graphql::field_call&) -> graphql::resolved { return json::value(); };
  constexpr auto sdl =
      "type Query { a: Int i: I } interface I { a: Int } type T implements I { a: Int } input N { a: Int }";
  const auto refused = [&](const std::string& key) { return refusal(sdl, {{key, nothing}}); };
  CHECK(refused("a") == R"([{"message":"The key of a resolver is \"Type.field\", not \"a\"."}])");
  CHECK(refused("Qurey.a") ==
        R"([{"message":"No type \"Qurey\" in the schema for the resolver of \"Qurey.a\"."}])");
  CHECK(refused("N.a") == R"([{"message":"No field \"N.a\" in the schema for its resolver."}])");
  CHECK(refused("I.a") == R"([{"message":"The resolver of \"I.a\" would never be called: )"
                          R"(only object types of the host have any."}])");
  CHECK(refused("__Schema.types") ==
        R"([{"message":"The resolver of \"__Schema.types\" would never be called: )"
        R"(only object types of the host have any."}])");
  CHECK(refusal(sdl, {{"T.a", nullptr}}) == R"([{"message":"The resolver of \"T.a\" is empty."}])");
  CHECK(refusal(sdl, {{"N.a", nothing}, {"x", nothing}}).find("},{") != std::string::npos);
}
