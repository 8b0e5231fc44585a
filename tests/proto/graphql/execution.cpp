#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("fields come in the order in which they are asked", "[graphql][execution]") {
  CHECK(
      answer("{ dog { nickname name } int }", {.root = R"({"dog":{"name":"Rex","nickname":"R"},"int":1})"}) ==
      R"({"data":{"dog":{"nickname":"R","name":"Rex"},"int":1}})");
}

TEST_CASE("an alias names a field in the response", "[graphql][execution]") {
  CHECK(answer("{ a: dog { b: name } c: dog { name } }",
               {.root = R"({"dog":{"name":"Rex","nickname":"R"}})"}) ==
        R"({"data":{"a":{"b":"Rex"},"c":{"name":"Rex"}}})");
}

TEST_CASE("__typename names the object", "[graphql][execution]") {
  CHECK(answer("{ __typename dog { __typename } pet { __typename } }",
               {.root = R"({"dog":{"name":"Rex","nickname":"R"},"pet":{"__typename":"Cat"}})"}) ==
        R"({"data":{"__typename":"Query","dog":{"__typename":"Dog"},"pet":{"__typename":"Cat"}}})");
}

TEST_CASE("fields of one response name are merged", "[graphql][execution]") {
  CHECK(answer("{ dog { name } dog { nickname name } }",
               {.root = R"({"dog":{"name":"Rex","nickname":"R"}})"}) ==
        R"({"data":{"dog":{"name":"Rex","nickname":"R"}}})");
}

TEST_CASE("fragments apply by type", "[graphql][execution]") {
  CHECK(answer(
            "{ pet { name ... on Dog { barks } ... on Cat { meows } ...B } } fragment B on Being { n: name }",
            {.root = R"({"pet":{"__typename":"Dog","name":"Rex","nickname":"R"}})"}) ==
        R"({"data":{"pet":{"name":"Rex","barks":null,"n":"Rex"}}})");
}

TEST_CASE("skip and include decide", "[graphql][execution]") {
  CHECK(answer("{ dog { name @skip(if: true) nickname @include(if: false) barks } }",
               {.root = R"({"dog":{"name":"Rex","nickname":"R"}})"}) == R"({"data":{"dog":{"barks":null}}})");
  CHECK(answer("query ($a: Boolean!) { dog { name @include(if: $a) nickname name } int @skip(if: $a) }",
               {.root = R"({"dog":{"name":"Rex","nickname":"R"}})", .variables = R"({"a":false})"}) ==
        R"({"data":{"dog":{"nickname":"R","name":"Rex"},"int":null}})");
  CHECK(answer("query ($a: Boolean!) { dog { name @include(if: $a) nickname name } ...F @skip(if: $a) } "
               "fragment F on Query { int }",
               {.root = R"({"dog":{"name":"Rex","nickname":"R"}})", .variables = R"({"a":true})"}) ==
        R"({"data":{"dog":{"name":"Rex","nickname":"R"}}})");
}

TEST_CASE("one document answers by what its variables decide, whoever asked before", "[graphql][execution]") {
  const auto document = std::get<graphql::shared_document>(graphql::prepare(
      pets(),
      "query ($a: Boolean!, $b: Boolean = true) { dog { ...F @skip(if: $a) barks @include(if: $b) } } "
      "fragment F on Dog { name nickname @include(if: $b) }"));
  const auto says = [&](std::string_view variables) {
    const auto chosen =
        graphql::get_operation(document, std::nullopt, *json_of(variables).as<json::object>());
    return std::get<graphql::operation>(chosen).execute(json_of(R"({"dog":{"name":"Rex","nickname":"R"}})"));
  };
  for (int again = 0; again < 2; ++again) {
    CHECK(says(R"({"a":true,"b":true})") == R"({"data":{"dog":{"barks":null}}})");
    CHECK(says(R"({"a":false})") == R"({"data":{"dog":{"name":"Rex","nickname":"R","barks":null}}})");
    CHECK(says(R"({"a":false,"b":false})") == R"({"data":{"dog":{"name":"Rex"}}})");
    CHECK(says(R"({"a":true,"b":false})") == R"({"data":{"dog":{}}})");
    CHECK(says(R"({"a":true,"b":null})").find("of non-null type") != std::string::npos);
  }
}

TEST_CASE("more variables decide than plans are kept for", "[graphql][execution]") {
  constexpr std::string_view names = "abcdef";
  std::string declared, selected;
  for (const char c : names) {
    declared += std::string("$") + c + ": Boolean! ";
    selected += std::string(1, c) + ": name @include(if: $" + c + ") ";
  }
  const auto document = std::get<graphql::shared_document>(
      graphql::prepare(pets(), "query (" + declared + ") { dog { " + selected + "} }"));
  for (std::size_t bits = 0; bits < std::size_t{1} << names.size(); ++bits) {
    json::object variables;
    std::string expected;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool included = (bits >> i & 1U) != 0;
      variables.set(std::string(1, names[i]), included);
      if (included)
        expected += (expected.empty() ? "\"" : ",\"") + std::string(1, names[i]) + "\":\"Rex\"";
    }
    const auto chosen = graphql::get_operation(document, std::nullopt, variables);
    CHECK(std::get<graphql::operation>(chosen).execute(json_of(R"({"dog":{"name":"Rex"}})")) ==
          R"({"data":{"dog":{)" + expected + "}}}");
  }
}

TEST_CASE("a member that is missing is null", "[graphql][execution]") {
  CHECK(answer("{ dog { name } cat { name } int }", {.root = R"({"dog":{}})"}) ==
        R"({"data":{"dog":{"name":null},"cat":null,"int":null}})");
}

TEST_CASE("an operation is chosen by its name", "[graphql][execution]") {
  CHECK(answer("query A { int } query B { string }",
               {.root = R"({"int":1,"string":"x"})", .operation = "B"}) == R"({"data":{"string":"x"}})");
  CHECK(answer("query A { int } query B { string }") ==
        R"([{"message":"Must provide operation name if query contains multiple operations."}])");
  CHECK(answer("query A { int }", {.operation = "C"}) == R"([{"message":"Unknown operation named \"C\"."}])");
  CHECK(answer("{ int }", {.operation = ""}) == R"([{"message":"Unknown operation named \"\"."}])");
  CHECK(answer("fragment A on Dog { name }") ==
        R"([{"message":"Fragment \"A\" is never used.","locations":[{"line":1,"column":1}]}])");
}
