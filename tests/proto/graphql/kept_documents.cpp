#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"
#include "tests/texts.hpp"

#if defined(__SANITIZE_ADDRESS__)
extern "C" std::size_t __sanitizer_get_current_allocated_bytes(); // gcc has no header for it
#endif

using namespace mitos::tests;

namespace {

graphql::shared_schema many_types(std::size_t types) {
  return schema_of(
      "interface N { a(x: String l: [Int]): Int n: N } type Query { q: N } type Subscription { q: N }" +
      numbered(" type T", " implements N { a(x: String l: [Int]): Int n: N }", types));
}

/// What the program has of memory; without a sanitizer nothing counts it.
std::size_t allocated() {
#if defined(__SANITIZE_ADDRESS__)
  return __sanitizer_get_current_allocated_bytes();
#else
  return 0;
#endif
}

/// Whether what is kept for each byte of the text is bounded.
bool keeps_little(const graphql::shared_schema& schema, const std::string& text) {
  constexpr std::size_t some = 65'536, times = 64;
  const std::size_t before = allocated();
  const auto kept = graphql::prepare(schema, text);
  const std::size_t bytes = allocated() - before;
  CHECK(std::holds_alternative<graphql::shared_document>(kept));
  UNSCOPED_INFO(bytes << " bytes kept for " << text.size());
  return bytes < some + times * text.size();
}

} // namespace

TEST_CASE("a document that is kept takes a share of its text", "[graphql][attack]") {
  const std::string fields = numbered("b", ": a ", 2'000);
  const auto schema = many_types(100);
  CHECK(keeps_little(schema, numbered("query Q", " { ...F } ", 1'000) + "fragment F on Query { q { " +
                                 fields + "} }"));
  CHECK(keeps_little(schema, "{ q { n { n { " + fields + "} } } }"));
  CHECK(keeps_little(schema, "{ q { a(l: [" + numbered("", " ", 5'000) + "]) } }"));
  CHECK(keeps_little(schema, "{ q { a(x: \"" + std::string(100'000, 'x') + "\") } }"));
}

TEST_CASE("a subscription keeps its variables once, however many types ask for them", "[graphql][attack]") {
  const auto document = std::get<graphql::shared_document>(
      graphql::prepare(many_types(100), "subscription ($v: String) { q { a(x: $v) } }"));
  json::object variables;
  variables.set("v", std::string(100'000, 'x'));
  const std::size_t before = allocated();
  const auto kept = graphql::get_operation(document, std::nullopt, variables);
  CHECK(allocated() - before < 300'000);
  CHECK(std::get<graphql::operation>(kept).execute(json_of(R"({"q":{"__typename":"T1","a":1}})")) ==
        R"({"data":{"q":{"a":1}}})");
}

TEST_CASE("any number of variables may decide", "[graphql][attack]") {
  CHECK(answer("query (" + numbered("$v", ": Boolean = true ", 70) + ") { " +
                   numbered("int @include(if: $v", ") ", 70) + "}",
               {.root = R"({"int":1})"}) == R"({"data":{"int":1}})");
}

TEST_CASE("a directive that the schema defines again fails where it is executed", "[graphql][execution]") {
  const auto says = [](const std::string& definition, std::string_view document,
                       std::string_view root = "null") {
    return answer(document,
                  {.root = root, .schema = schema_of(definition + " type Query { a: Int q: Query }")});
  };
  const std::string nullable = "directive @skip(if: Boolean) on FIELD";
  CHECK(
      says(nullable, "{a @skip}") ==
      R"({"errors":[{"message":"Argument \"if\" of required type \"Boolean!\" was not provided.","locations":[{"line":1,"column":4}]}],"data":null})");
  CHECK(says(nullable, "{q{a @skip}}", R"({"q":null})") == R"({"data":{"q":null}})");
  CHECK(
      says(nullable, "{a @skip(if:null)}") ==
      R"({"errors":[{"message":"Argument \"if\" of non-null type \"Boolean!\" must not be null.","locations":[{"line":1,"column":13}]}],"data":null})");
  CHECK(
      says("directive @skip(if: String) on FIELD", R"({a @skip(if:"x")})") ==
      R"({"errors":[{"message":"Argument \"if\" has invalid value \"x\".","locations":[{"line":1,"column":13}]}],"data":null})");
}
