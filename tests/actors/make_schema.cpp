// A schema as a host writes it down: what is wrong with it is told at the start, by name.
#include "actors/served_schema.hpp"

#include "tests/catch.hpp"

using namespace mitos;
using actors::make_schema;
using proto::graphql::field_call;
namespace graphql = proto::graphql;
namespace json = proto::json;

namespace {

graphql::resolved one(const field_call&) { return json::value::of(1); }
actors::source ticks(const actors::source_call&) { return actors::topic_source{"ticks"}; }

std::string fault_of(actors::schema_parts parts) {
  try {
    make_schema(std::move(parts));
    return "none";
  } catch (const std::invalid_argument& fault) {
    return fault.what();
  }
}

} // namespace

TEST_CASE("a host's schema is made of SDL, resolvers and sources") {
  auto served = make_schema({.sdl = "type Query { one: Int two: Int } type Subscription { ticks: Int }",
                             .resolvers = {{"Query.one", one}},
                             .sources = {{"ticks", ticks}},
                             .root = json::object({{"two", json::value::of(2)}})});
  auto document = std::get<graphql::shared_document>(graphql::prepare(served.schema, "{ one two }"));
  auto operation = std::get<graphql::operation>(graphql::get_operation(document, {}, {}));
  CHECK(operation.execute(served.root) == R"({"data":{"one":1,"two":2}})");
}

TEST_CASE("a schema that is none is refused with all its faults and their places") {
  CHECK(fault_of({.sdl = "type Query {"}) == "schema:1:13: Syntax Error: Expected Name, found <EOF>.");
  CHECK(fault_of({.sdl = "type Query {\n  a: A\n  b: B\n}"}) ==
        "schema:2:6: Unknown type \"A\".\nschema:3:6: Unknown type \"B\".");
}

TEST_CASE("a function for what the schema does not have is refused, and named") {
  const std::string sdl = "type Query { one: Int }";
  CHECK(fault_of({.sdl = sdl, .resolvers = {{"Query.one", one}, {"Query.won", one}}}) ==
        "schema: No field \"Query.won\" in the schema for its resolver.");
  CHECK(fault_of({.sdl = sdl, .resolvers = {{"Query.one", one}}, .sources = {{"ticks", ticks}}}) ==
        "No subscription field \"ticks\" in the schema for its source.");
}

TEST_CASE("what has no function is refused, all of it by name") {
  CHECK(
      fault_of({.sdl = "type Query { one: Int pet: Pet } union Pet = Cat type Cat { name: String } "
                       "type Mutation { go: Int } type Subscription { ticks: Int }"}) ==
      "Subscription field \"ticks\" has no source of events.\n"
      "Abstract type \"Pet\" has no resolver \"Pet.__typename\" that says which object type a value is of; "
      "where "
      "values have a member __typename, graphql::member(\"__typename\") is one.\n"
      "Field \"Query.one\" has no resolver, and the root value no member of its name: give it one of them.\n"
      "Field \"Query.pet\" has no resolver, and the root value no member of its name: give it one of them.\n"
      "Field \"Mutation.go\" has no resolver, and the root value no member of its name: give it one of "
      "them.");
}

TEST_CASE("an abstract type that no field is of needs no resolver") {
  CHECK(fault_of({.sdl = "interface Named { name: String } type Query implements Named { name: String }",
                  .resolvers = {{"Query.name", one}}}) == "none");
}
