#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("a text is a number where JavaScript takes it for one, white space around it ignored",
          "[graphql][execution]") {
  for (const auto* text : {"12", " 12\\t\\r\\n", "\\u00a012\\u2003", "\\ufeff12\\u3000", "\\u2028\\u202912",
                           "\\u1680\\u202f\\u205f12", "\\u000b\\f0xC"}) {
    INFO(text);
    const std::string root = "{\"int\": \"" + std::string(text) + "\"}";
    CHECK(answer("{ int }", {.root = root}) == R"({"data":{"int":12}})");
  }
  CHECK(answer("{ float }", {.root = R"({"float": "\u00a0"})"}) == R"({"data":{"float":0}})");
  for (const auto* text : {"\\u200b12", "12\\u0085", "1\\u00a02", "\\u180e12"}) {
    INFO(text);
    const std::string root = "{\"int\": \"" + std::string(text) + "\"}";
    CHECK(answer("{ int }", {.root = root}).starts_with("{\"errors\""));
  }
}

TEST_CASE("a built-in scalar gives what fits it", "[graphql][execution]") {
  CHECK(answer("{ int float string boolean id }",
               {.root = R"({"int":"12","float":true,"string":1.5,"boolean":0,"id":7})"}) ==
        R"({"data":{"int":12,"float":1,"string":"1.5","boolean":false,"id":"7"}})");
  CHECK(answer("{ int float string boolean id }",
               {.root = R"({"int":3,"float":1e+21,"string":false,"boolean":2,"id":"x"})"}) ==
        R"({"data":{"int":3,"float":1e+21,"string":"false","boolean":true,"id":"x"}})");
}

TEST_CASE("a number may come as a text, as JavaScript reads it", "[graphql][execution]") {
  CHECK(answer("{ int float }", {.root = R"({"int":"0x1F","float":" 0b101 "})"}) ==
        R"({"data":{"int":31,"float":5}})");
  CHECK(answer("{ int float }", {.root = R"({"int":"0O17","float":"0xG"})"})
            .find("Float cannot represent non numeric value: ") != std::string::npos);
}

TEST_CASE("what does not fit a built-in scalar is an error", "[graphql][execution]") {
  CHECK(
      answer("{ int float string boolean id }",
             {.root = R"({"int":1.5,"float":"x","string":{"a":1},"boolean":"true","id":1.5})"}) ==
      R"({"errors":[{"message":"Int cannot represent non-integer value: 1.5","locations":[{"line":1,"column":3}],"path":["int"]},{"message":"Float cannot represent non numeric value: \"x\"","locations":[{"line":1,"column":7}],"path":["float"]},{"message":"String cannot represent value: { a: 1 }","locations":[{"line":1,"column":13}],"path":["string"]},{"message":"Boolean cannot represent a non boolean value: \"true\"","locations":[{"line":1,"column":20}],"path":["boolean"]},{"message":"ID cannot represent value: 1.5","locations":[{"line":1,"column":28}],"path":["id"]}],"data":{"int":null,"float":null,"string":null,"boolean":null,"id":null}})");
  CHECK(
      answer("{ int }", {.root = R"({"int":2147483648})"}) ==
      R"({"errors":[{"message":"Int cannot represent non 32-bit signed integer value: 2147483648","locations":[{"line":1,"column":3}],"path":["int"]}],"data":{"int":null}})");
}

TEST_CASE("an enum gives one of its names", "[graphql][execution]") {
  CHECK(answer("{ color }", {.root = R"({"color":"TAN"})"}) == R"({"data":{"color":"TAN"}})");
  CHECK(
      answer("{ color }", {.root = R"({"color":"PINK"})"}) ==
      R"({"errors":[{"message":"Enum \"FurColor\" cannot represent value: \"PINK\"","locations":[{"line":1,"column":3}],"path":["color"]}],"data":{"color":null}})");
}

TEST_CASE("a custom scalar gives any value", "[graphql][execution]") {
  CHECK(answer("{ any }", {.root = R"({"any":{"a":[1,null,{"b":"é\n"}],"c":true}})"}) ==
        R"({"data":{"any":{"a":[1,null,{"b":"é\n"}],"c":true}}})");
}

TEST_CASE("the items of a list are completed", "[graphql][execution]") {
  CHECK(answer("{ list strings }", {.root = R"({"list":[[1,"2"],[null]],"strings":[1,true]})"}) ==
        R"({"data":{"list":[[1,2],[null]],"strings":["1","true"]}})");
}

TEST_CASE("a list must be a list", "[graphql][execution]") {
  CHECK(
      answer("{ list }", {.root = R"({"list":"abc"})"}) ==
      R"({"errors":[{"message":"Expected Iterable, but did not find one for field \"Query.list\".","locations":[{"line":1,"column":3}],"path":["list"]}],"data":{"list":null}})");
}

TEST_CASE("an abstract type is decided by __typename", "[graphql][execution]") {
  CHECK(answer("{ catOrDog { ... on Cat { meows } ... on Dog { barks } } }",
               {.root = R"({"catOrDog":{"__typename":"Cat","meows":true}})"}) ==
        R"({"data":{"catOrDog":{"meows":true}}})");
  CHECK(
      answer("{ pet { name } }", {.root = R"({"pet":{"name":"x"}})"}) ==
      R"({"errors":[{"message":"Abstract type \"Pet\" must resolve to an Object type at runtime for field \"Query.pet\". Either the \"Pet\" type should provide a \"resolveType\" function or each possible type should provide an \"isTypeOf\" function.","locations":[{"line":1,"column":3}],"path":["pet"]}],"data":{"pet":null}})");
  CHECK(
      answer("{ pet { name } }", {.root = R"({"pet":{"__typename":"Nobody"}})"}) ==
      R"({"errors":[{"message":"Abstract type \"Pet\" was resolved to a type \"Nobody\" that does not exist inside the schema.","locations":[{"line":1,"column":3}],"path":["pet"]}],"data":{"pet":null}})");
  CHECK(
      answer("{ pet { name } }", {.root = R"({"pet":{"__typename":"FurColor"}})"}) ==
      R"({"errors":[{"message":"Abstract type \"Pet\" was resolved to a non-object type \"FurColor\".","locations":[{"line":1,"column":3}],"path":["pet"]}],"data":{"pet":null}})");
  CHECK(
      answer("{ pet { name } }", {.root = R"({"pet":{"__typename":"Human"}})"}) ==
      R"({"errors":[{"message":"Runtime Object type \"Human\" is not a possible type for \"Pet\".","locations":[{"line":1,"column":3}],"path":["pet"]}],"data":{"pet":null}})");
}

TEST_CASE("a text that is too great for a number is none, and one that is too small is zero",
          "[graphql][execution]") {
  const auto schema = schema_of("type Query { f: Float }");
  const auto f = [&](std::string_view text) {
    return answer("{ f }", {.root = R"({"f":")" + std::string(text) + R"("})", .schema = schema});
  };
  for (const auto* great : {"0.1e400", "-0.1e400", "1e400", "0.5e309"})
    CHECK(f(great) == R"({"errors":[{"message":"Float cannot represent non numeric value: \")" +
                          std::string(great) +
                          R"(\"","locations":[{"line":1,"column":3}],"path":["f"]}],"data":{"f":null}})");
  for (const auto* small : {"0.1e-400", "10e-500", "0.0"})
    CHECK(f(small) == R"({"data":{"f":0}})");
  for (const auto* none : {"--1", "+-1", "-", "1e"})
    CHECK(f(none).find("Float cannot represent") != std::string::npos);
}
