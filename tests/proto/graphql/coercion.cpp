#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("a variable that is required is given", "[graphql][execution]") {
  CHECK(
      answer("query ($a: Int!) { arguments { intNonNull(value: $a) } }") ==
      R"([{"message":"Variable \"$a\" of required type \"Int!\" was not provided.","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: Int!) { arguments { intNonNull(value: $a) } }", {.variables = R"({"a":null})"}) ==
      R"([{"message":"Variable \"$a\" of non-null type \"Int!\" must not be null.","locations":[{"line":1,"column":8}]}])");
}

TEST_CASE("a variable fits its type", "[graphql][execution]") {
  CHECK(
      answer("query ($a: Int) { arguments { int(value: $a) } }", {.variables = R"({"a":1.5})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value 1.5; Int cannot represent non-integer value: 1.5","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: Int) { arguments { int(value: $a) } }", {.variables = R"({"a":"x"})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value \"x\"; Int cannot represent non-integer value: \"x\"","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: Int) { arguments { int(value: $a) } }", {.variables = R"({"a":2147483648})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value 2147483648; Int cannot represent non 32-bit signed integer value: 2147483648","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: Int) { arguments { int(value: $a) } }", {.variables = R"({"a":[1]})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value [1]; Int cannot represent non-integer value: [1]","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: Int) { arguments { int(value: $a) } }", {.variables = R"({"a":{"b":1}})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value { b: 1 }; Int cannot represent non-integer value: { b: 1 }","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: Int) { arguments { int(value: $a) } }", {.variables = R"({"a":true})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value true; Int cannot represent non-integer value: true","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: ID!, $b: Float, $c: Boolean, $d: String) { arguments { id(value: $a) float(value: "
             "$b) boolean(value: $c) string(value: $d) } }",
             {.variables = R"({"a":1.5,"b":"1","c":1,"d":1})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value 1.5; ID cannot represent value: 1.5","locations":[{"line":1,"column":8}]},{"message":"Variable \"$b\" got invalid value \"1\"; Float cannot represent non numeric value: \"1\"","locations":[{"line":1,"column":17}]},{"message":"Variable \"$c\" got invalid value 1; Boolean cannot represent a non boolean value: 1","locations":[{"line":1,"column":28}]},{"message":"Variable \"$d\" got invalid value 1; String cannot represent a non string value: 1","locations":[{"line":1,"column":41}]}])");
}

TEST_CASE("a list takes a single value, and its items fit", "[graphql][execution]") {
  CHECK(
      answer("query ($a: [[Int!]]!) { arguments { nested(value: $a) } }",
             {.variables = R"({"a":[[1],"x",[null,2.5]]})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value \"x\" at \"a[1]\"; Int cannot represent non-integer value: \"x\"","locations":[{"line":1,"column":8}]},{"message":"Variable \"$a\" got invalid value null at \"a[2][0]\"; Expected non-nullable type \"Int!\" not to be null.","locations":[{"line":1,"column":8}]},{"message":"Variable \"$a\" got invalid value 2.5 at \"a[2][1]\"; Int cannot represent non-integer value: 2.5","locations":[{"line":1,"column":8}]}])");
  CHECK(answer("query ($a: [[Int!]]!) { arguments { nested(value: $a) } }",
               {.root = R"({"arguments":{"nested":1}})", .variables = R"({"a":5})"}) ==
        R"({"data":{"arguments":{"nested":1}}})");
}

TEST_CASE("an enum variable is one of its names", "[graphql][execution]") {
  CHECK(
      answer("query ($a: FurColor) { arguments { enum(value: $a) } }", {.variables = R"({"a":"BROWM"})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value \"BROWM\"; Value \"BROWM\" does not exist in \"FurColor\" enum. Did you mean the enum value \"BROWN\"?","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: FurColor) { arguments { enum(value: $a) } }", {.variables = R"({"a":1})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value 1; Enum \"FurColor\" cannot represent non-string value: 1.","locations":[{"line":1,"column":8}]}])");
}

TEST_CASE("an input object variable has its fields", "[graphql][execution]") {
  CHECK(
      answer("query ($a: ComplexInput) { arguments { complex(value: $a) } }", {.variables = R"({"a":{}})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value {}; Field \"requiredField\" of required type \"Boolean!\" was not provided.","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer(
          "query ($a: ComplexInput) { arguments { complex(value: $a) } }",
          {.variables =
               R"({"a":{"requiredField":true,"intField":"x","stringListField":["a",1],"intFeld":2,"nonNullField":null}})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value null at \"a.nonNullField\"; Expected non-nullable type \"Boolean!\" not to be null.","locations":[{"line":1,"column":8}]},{"message":"Variable \"$a\" got invalid value \"x\" at \"a.intField\"; Int cannot represent non-integer value: \"x\"","locations":[{"line":1,"column":8}]},{"message":"Variable \"$a\" got invalid value 1 at \"a.stringListField[1]\"; String cannot represent a non string value: 1","locations":[{"line":1,"column":8}]},{"message":"Variable \"$a\" got invalid value { requiredField: true, intField: \"x\", stringListField: [\"a\", 1], intFeld: 2, nonNullField: null }; Field \"intFeld\" is not defined by type \"ComplexInput\". Did you mean \"intField\"?","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: ComplexInput) { arguments { complex(value: $a) } }",
             {.variables = R"({"a":[1,{"b":{"c":{"d":{"e":1}}}}]})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value [1, { b: [Object] }]; Expected type \"ComplexInput\" to be an object.","locations":[{"line":1,"column":8}]}])");
}

TEST_CASE("a oneOf variable has one field that is not null", "[graphql][execution]") {
  CHECK(
      answer("query ($a: OneOfInput) { arguments { oneOf(value: $a) } }", {.variables = R"({"a":{}})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value {}; Exactly one key must be specified for OneOf type \"OneOfInput\".","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: OneOfInput) { arguments { oneOf(value: $a) } }",
             {.variables = R"({"a":{"stringField":"a","intField":1}})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value { stringField: \"a\", intField: 1 }; Exactly one key must be specified for OneOf type \"OneOfInput\".","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: OneOfInput) { arguments { oneOf(value: $a) } }",
             {.variables = R"({"a":{"stringField":null}})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value null at \"a.stringField\"; Field \"stringField\" must be non-null.","locations":[{"line":1,"column":8}]}])");
  CHECK(
      answer("query ($a: OneOfInput) { arguments { oneOf(value: $a) } }",
             {.variables = R"({"a":{"intField":"x"}})"}) ==
      R"([{"message":"Variable \"$a\" got invalid value \"x\" at \"a.intField\"; Int cannot represent non-integer value: \"x\"","locations":[{"line":1,"column":8}]}])");
}

TEST_CASE("a directive whose variable has no value is an error at its place", "[graphql][execution]") {
  CHECK(
      answer("query ($a: Boolean) { dog { name @skip(if: $a) } }", {.root = R"({"dog":{}})"}) ==
      R"([{"message":"Variable \"$a\" of type \"Boolean\" used in position expecting type \"Boolean!\".","locations":[{"line":1,"column":8},{"line":1,"column":44}]}])");
}
