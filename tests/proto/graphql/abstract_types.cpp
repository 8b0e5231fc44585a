// Which object type a value of an interface or union is of: by its resolver, or by the value itself.
#include "proto/graphql/engine.hpp"
#include "tests/catch.hpp"

#include <stdexcept>

using namespace mitos::proto;
using namespace mitos::proto::graphql;

namespace {

const std::string sdl =
    "type Query { pet: Pet pets: [Pet] named: Named } union Pet = Cat | Dog interface Named { name: "
    "String } type Cat implements Named { name: String meows: Boolean } type Dog { barks: Boolean }";

/// A value's type by its member `kind`.
resolved by_kind(const field_call& call) {
  const auto& kind = *call.parent.as<json::object>()->find("kind")->as<std::string>();
  if (kind == "throws")
    throw std::runtime_error("no such kind");
  if (kind == "refuses")
    return error{.message = "kind unknown", .locations = {}, .path = {}, .extensions = {}};
  if (kind == "number")
    return json::value::of(1);
  if (kind == "later")
    return pending{};
  return json::value(kind);
}

std::string answer(std::string_view query, std::string_view root) {
  const auto schema = std::get<shared_schema>(
      build_schema(sdl, {{"Pet.__typename", by_kind}, {"Named.__typename", member("kind")}}));
  const auto document = std::get<shared_document>(prepare(schema, query));
  const auto operation = std::get<graphql::operation>(get_operation(document, {}, {}));
  return operation.execute(std::get<json::value>(json::parse(root)));
}

std::string message(const std::string& kind) {
  const auto text = answer("{ pet { __typename } }", R"({"pet":{"kind":")" + kind + R"("}})");
  const auto from = text.find("\"message\":\"") + 11;
  CHECK(text.ends_with(R"("path":["pet"]}],"data":{"pet":null}})"));
  return text.substr(from, text.find("\",\"locations\"") - from);
}

} // namespace

TEST_CASE("the resolver of an abstract type says which object type a value is of") {
  CHECK(
      answer(
          "{ pets { __typename ... on Cat { name meows } ... on Dog { barks } } named { __typename name } }",
          R"({"pets":[{"kind":"Cat","name":"Tom"},{"kind":"Dog","barks":true,"__typename":"Cat"}],
                   "named":{"kind":"Cat","name":"Kit"}})") ==
      R"({"data":{"pets":[{"__typename":"Cat","name":"Tom","meows":null},{"__typename":"Dog","barks":true}],"named":{"__typename":"Cat","name":"Kit"}}})");
}

TEST_CASE("what the resolver of an abstract type fails with is the error of the field") {
  CHECK(message("throws") == "no such kind");
  CHECK(message("refuses") == "kind unknown");
  CHECK(message("number").find(R"(Abstract type \"Pet\" must resolve to an Object type)") == 0);
  CHECK(message("later").find(R"(Abstract type \"Pet\" must resolve to an Object type)") == 0);
  CHECK(message("Query").find(R"(Runtime Object type \"Query\" is not a possible type for \"Pet\".)") == 0);
  CHECK(message("Named").find(R"(Abstract type \"Pet\" was resolved to a non-object type \"Named\".)") == 0);
}

TEST_CASE("an empty resolver of an abstract type is refused, and so is one of an object's __typename") {
  const auto fault = [](const resolvers& functions) {
    return std::get<errors>(build_schema(sdl, functions)).front().message;
  };
  CHECK(fault({{"Pet.__typename", nullptr}}) == "The resolver of \"Pet.__typename\" is empty.");
  CHECK(fault({{"Cat.__typename", by_kind}}) ==
        "No field \"Cat.__typename\" in the schema for its resolver.");
}
