// Scalars of the host: parse and serialise, with graphql-js's words where a value does not fit.
#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

#include <stdexcept>

using namespace mitos::tests;
using graphql::outcome;

namespace {

constexpr std::string_view sdl = R"(scalar Even scalar Odd scalar Loose
type Query { even(e: Even! = 8, list: [Even!], in: In): Even! nothing: Even odd: Odd loose(l: Loose): Loose }
input In { e: Even = 6 })";

graphql::error why(std::string message) { return {std::move(message), {}, {}, {}}; }

/// Inside, an even number is half of what it is outside.
outcome parse_even(const json::value& v) {
  const auto* n = v.as<json::number>();
  if (!n)
    throw std::runtime_error("no number");
  const long long given = std::stoll(n->text);
  if (given % 2 != 0)
    return why("that is odd");
  return json::value::of(given / 2);
}

outcome serialize_even(const json::value& v) {
  const auto* n = v.as<json::number>();
  if (!n)
    return why("no half of a number");
  return json::value::of(std::stoll(n->text) * 2);
}

outcome refuse(const json::value&) { throw 1; } // NOLINT: what a host may do
outcome nothing(const json::value&) { return json::value(); }

graphql::shared_schema schema() {
  static const auto built = [] {
    const graphql::resolvers functions{
        {"Query.even",
         [](const graphql::field_call& call) -> graphql::resolved {
           if (const auto* in = call.arguments.find("in"))
             return *in->as<json::object>()->find("e");
           if (const auto* list = call.arguments.find("list"))
             return list->as<json::array>()->back();
           return *call.arguments.find("e");
         }},
        {"Query.loose",
         [](const graphql::field_call& call) -> graphql::resolved { return *call.arguments.find("l"); }}};
    auto made = graphql::build_schema(sdl, functions,
                                      {{"Even", {parse_even, serialize_even}}, {"Odd", {refuse, nothing}}});
    return std::get<graphql::shared_schema>(std::move(made));
  }();
  return built;
}

std::string ask(std::string_view document, std::string_view variables = "{}",
                std::string_view root = "null") {
  return answer(document, {.root = root, .variables = variables, .schema = schema()});
}

std::string refusal(const graphql::host_scalars& scalars) {
  const auto built = graphql::build_schema(sdl, {}, scalars);
  return graphql::to_text(std::get<graphql::errors>(built));
}

} // namespace

TEST_CASE("a scalar of the host parses what comes in and serialises what goes out", "[graphql][scalar]") {
  CHECK(ask("{ even(e: 4) }") == R"({"data":{"even":4}})");
  CHECK(ask("query ($e: Even!) { even(e: $e) }", R"({"e":4})") == R"({"data":{"even":4}})");
  CHECK(ask("query ($l: [Even!]) { even(list: $l) }", R"({"l":[2,10]})") == R"({"data":{"even":10}})");
  CHECK(ask("{ even(list: 12) }") == R"({"data":{"even":12}})");
  CHECK(ask("query ($e: Even! = 14) { even(e: $e) }") == R"({"data":{"even":14}})");
}

TEST_CASE("defaults of the schema are parsed too, and shown as they were written", "[graphql][scalar]") {
  CHECK(ask("{ even }") == R"({"data":{"even":8}})");
  CHECK(ask("{ even(in: {}) }") == R"({"data":{"even":6}})");
  CHECK(ask(R"({ __type(name: "In") { inputFields { defaultValue } } })") ==
        R"({"data":{"__type":{"inputFields":[{"defaultValue":"6"}]}}})");
}

TEST_CASE("a scalar without functions passes any value", "[graphql][scalar]") {
  CHECK(ask("{ loose(l: {a: [1, E]}) }") == R"({"data":{"loose":{"a":[1,"E"]}}})");
}

TEST_CASE("a literal that the host refuses is a validation error", "[graphql][scalar]") {
  CHECK(
      ask("{ even(e: 3) }") ==
      R"([{"message":"Expected value of type \"Even!\", found 3; that is odd","locations":[{"line":1,"column":11}]}])");
  CHECK(
      ask("{ even(list: [2, \"x\"]) }") ==
      R"([{"message":"Expected value of type \"Even!\", found \"x\"; no number","locations":[{"line":1,"column":18}]}])");
  CHECK(
      ask("{ even(in: {e: {a: 1}}) }") ==
      R"([{"message":"Expected value of type \"Even\", found {a: 1}; no number","locations":[{"line":1,"column":16}]}])");
}

TEST_CASE("a variable that the host refuses is a request error", "[graphql][scalar]") {
  CHECK(
      ask("query ($e: Even!) { even(e: $e) }", R"({"e":3})") ==
      R"([{"message":"Variable \"$e\" got invalid value 3; Expected type \"Even\". that is odd","locations":[{"line":1,"column":8}]}])");
  CHECK(
      ask("query ($l: [Even!]) { even(list: $l) }", R"({"l":[2,"x"]})") ==
      R"([{"message":"Variable \"$l\" got invalid value \"x\" at \"l[1]\"; Expected type \"Even\". no number","locations":[{"line":1,"column":8}]}])");
}

TEST_CASE("a result that the host does not give out is an error at its field", "[graphql][scalar]") {
  CHECK(
      ask("{ nothing }", "{}", R"({"nothing":"x"})") ==
      R"({"errors":[{"message":"no half of a number","locations":[{"line":1,"column":3}],"path":["nothing"]}],)"
      R"("data":{"nothing":null}})");
  CHECK(ask("{ odd }", "{}", R"({"odd":1})") ==
        R"({"errors":[{"message":"Expected `Odd.serialize(1)` to return non-nullable value, returned: null",)"
        R"("locations":[{"line":1,"column":3}],"path":["odd"]}],"data":{"odd":null}})");
}

TEST_CASE("whatever the host throws is a misfit", "[graphql][scalar]") {
  const auto s = std::get<graphql::shared_schema>(
      graphql::build_schema("scalar Odd type Query { a(o: Odd): Int }", {}, {{"Odd", {refuse, refuse}}}));
  CHECK(
      errors_of("{ a(o: 1) }", s) ==
      R"([{"message":"Expected value of type \"Odd\", found 1; Unexpected error.","locations":[{"line":1,"column":8}]}])");
}

TEST_CASE("functions for what is no scalar of the host are refused, and named", "[graphql][scalar]") {
  CHECK(refusal({{"Evne", {}}}) == R"([{"message":"No scalar \"Evne\" in the schema for its functions."}])");
  CHECK(refusal({{"Query", {}}}) ==
        R"([{"message":"No scalar \"Query\" in the schema for its functions."}])");
  CHECK(refusal({{"Int", {}}}) == R"([{"message":"Scalar \"Int\" is built in, it takes no functions."}])");
}
