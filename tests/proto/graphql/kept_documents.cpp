#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

#if defined(__SANITIZE_ADDRESS__)
extern "C" std::size_t __sanitizer_get_current_allocated_bytes(); // gcc has no header for it
#endif

using namespace mitos::tests;

namespace {

std::string numbered(std::string_view before, std::string_view after, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i)
    text.append(before).append(std::to_string(i)).append(after);
  return text;
}

graphql::shared_schema many_types(std::size_t types) {
  return schema_of(
      "interface N { a(x: String l: [Int]): Int n: N } type Query { q: N } type Subscription { q: N }" +
      numbered(" type T", " implements N { a(x: String l: [Int]): Int n: N }", types));
}

/// Whether what is kept for each byte of the text is bounded; without a sanitizer nothing counts it.
bool keeps_little(const graphql::shared_schema& schema, const std::string& text) {
#if defined(__SANITIZE_ADDRESS__)
  constexpr std::size_t some = 65'536, times = 64;
  const std::size_t before = __sanitizer_get_current_allocated_bytes();
  const auto kept = graphql::prepare(schema, text);
  const std::size_t bytes = __sanitizer_get_current_allocated_bytes() - before;
  CHECK(std::holds_alternative<graphql::shared_document>(kept));
  UNSCOPED_INFO(bytes << " bytes kept for " << text.size());
  return bytes < some + times * text.size();
#else
  return std::holds_alternative<graphql::shared_document>(graphql::prepare(schema, text));
#endif
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
#if defined(__SANITIZE_ADDRESS__)
  const std::size_t before = __sanitizer_get_current_allocated_bytes();
  const auto kept = graphql::get_operation(document, std::nullopt, variables);
  CHECK(__sanitizer_get_current_allocated_bytes() - before < 300'000);
#else
  const auto kept = graphql::get_operation(document, std::nullopt, variables);
#endif
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
