#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"
#include "tests/texts.hpp"

using namespace mitos::tests;

namespace {

std::string refusal(std::string_view sdl) {
  const auto built = graphql::build_schema("type Query { a: Int } " + std::string(sdl));
  const auto* faults = std::get_if<graphql::errors>(&built);
  return faults ? graphql::to_text(*faults) : "";
}

bool contains(const std::string& text, std::string_view part) {
  INFO(text.substr(0, 500));
  return text.find(part) != std::string::npos;
}

/// The text for 0, 1 and so on up to `count`.
template <class F>
std::string each(std::size_t count, F text_of) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += text_of(std::to_string(i), std::to_string(i + 1));
  return text;
}

/// Whoever leaves an item's `many` out gets a thousand values.
graphql::shared_schema costly() {
  static const graphql::shared_schema schema =
      schema_of("type Query { list(of: [Item]): Int one(of: Item = {}): Int "
                "next: Query } input Item { many: [Int] = [" +
                repeated("1 ", 1000) + "] }");
  return schema;
}

} // namespace

TEST_CASE("defaults that double at each level are refused", "[graphql][schema][attack]") {
  const auto doubles = [](const std::string& a, const std::string& b) {
    return " input A" + b + " { a: A" + a + " = {} b: A" + a + " = {} }";
  };
  const std::string sdl = "input A0 { a: Int = 1 }";
  CHECK(refusal(sdl + each(10, doubles)).empty());
  CHECK(contains(refusal(sdl + each(40, doubles)), "Defaults and lists of one add more than 100000 values."));
}

TEST_CASE("defaults add no more bytes than the limit", "[graphql][schema][attack]") {
  const std::string sdl = "input A { a: String = \"" + repeated("a", 20'000) + "\" }";
  const auto uses = [](const std::string& a, const std::string&) {
    return " input B" + a + " { a: A = {} }";
  };
  CHECK(refusal(sdl + each(50, uses)).empty());
  CHECK(contains(refusal(sdl + each(60, uses)), "Defaults and lists of one add more than 1048576 bytes."));
}

TEST_CASE("a default is no deeper than the limit, wherever its chain begins", "[graphql][schema][attack]") {
  const auto up = [](const std::string& a, const std::string& b) {
    return " input A" + b + " { a: A" + a + " = {} }";
  };
  const auto down = [](const std::string& a, const std::string& b) {
    return " input B" + a + " { a: B" + b + " = {} }";
  };
  CHECK(refusal("input A0 { a: Int }" + each(64, up)).empty());
  CHECK(refusal(each(64, down) + "input B64 { a: Int }").empty());
  const auto* why = "A default value of more than 64 levels.";
  CHECK(contains(refusal("input A0 { a: Int }" + each(10'000, up)), why));
  CHECK(contains(refusal(each(10'000, down) + "input B10000 { a: Int }"), why));
}

TEST_CASE("a default that is made of itself is refused", "[graphql][schema]") {
  const std::string start = "Invalid circular reference. The default value of Input Object field ";
  CHECK(refusal("input I { a: I = {} }") ==
        R"([{"message":")" + start + R"(I.a references itself.","locations":[{"line":1,"column":40}]}])");
  CHECK(contains(refusal("input I { a: [I] = [{a: null} {}] }"), start + "I.a references itself."));
  CHECK(contains(refusal("input I { b: Int a: I = {a: {}} }"), start + "I.a references itself."));
  CHECK(refusal("input I { a: I = {a: null b: null} b: I = {b: null} }").empty());
}

TEST_CASE("a default that is made of itself names those in between, and where they are",
          "[graphql][schema]") {
  CHECK(
      refusal("input A { b: B = {} } input B { c: C = {} } input C { a: A = {} }") ==
      R"([{"message":"Invalid circular reference. The default value of Input Object field A.b references itself via )"
      R"(the default values of: B.c, C.a.","locations":[{"line":1,"column":40},{"line":1,"column":62},)"
      R"({"line":1,"column":84}]}])");
}

TEST_CASE("a document's literals ask for no more defaults than the limit", "[graphql][attack]") {
  const auto asks = [](std::size_t items) {
    return answer("{ list(of: [" + repeated("{} ", items) + "]) }", {.schema = costly()});
  };
  CHECK(asks(99) == R"({"data":{"list":null}})");
  CHECK(contains(asks(100),
                 R"("message":"Defaults and lists of one add more than 100000 values.","locations":)"));
}

TEST_CASE("an operation asks for no more defaults than the limit, whoever of it asks", "[graphql][attack]") {
  const auto asks = [](std::size_t fields) {
    return answer("{ next { " +
                      each(fields, [](const std::string& a, const auto&) { return "a" + a + ": one "; }) +
                      "} }",
                  {.root = R"({"next": {}})", .schema = costly()});
  };
  CHECK_FALSE(contains(asks(99), "errors"));
  CHECK(contains(asks(100), "Defaults and lists of one add more than 100000 values."));
}

TEST_CASE("variables ask for no more defaults than the limit", "[graphql][attack]") {
  const auto asks = [](std::size_t items) {
    const std::string variables = "{\"v\": [{}" + repeated(", {}", items - 1) + "]}";
    return answer("query ($v: [Item]) { list(of: $v) }", {.variables = variables, .schema = costly()});
  };
  CHECK(asks(98) == R"({"data":{"list":null}})");
  CHECK(contains(asks(100), R"([{"message":"Defaults and lists of one add more than 100000 values.")"));
}

TEST_CASE("lists around single values are no more than the limit", "[graphql][attack]") {
  const auto schema =
      schema_of("type Query { a(b: " + repeated("[", 150) + "Int" + repeated("]", 150) + "): Int }");
  const std::string variables = "{\"v\": [1" + repeated(", 1", 1'000) + "]}";
  const std::string document =
      "query ($v: " + repeated("[", 150) + "Int" + repeated("]", 150) + ") { a(b: $v) }";
  CHECK(contains(answer(document, {.variables = variables, .schema = schema}),
                 "Defaults and lists of one add more than 100000 values."));
}

TEST_CASE("a list that is no value of its type is no default, and no circle", "[graphql][schema]") {
  const auto built = graphql::build_schema("input I { a: I = [{}] b: Int } type Query { a(i: I): Int }");
  CHECK(std::holds_alternative<graphql::shared_schema>(built));
}

TEST_CASE("circles of defaults are told a hundred times at most", "[graphql][schema][attack]") {
  const auto built = graphql::build_schema(
      "input I { " + each(200, [](const std::string& a, const auto&) { return "f" + a + ": I = {} "; }) +
      "} type Query { a(i: I): Int }");
  CHECK(std::get<graphql::errors>(built).size() == 101);
}
