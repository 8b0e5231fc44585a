#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("two variables do not share a name", "[graphql][rules]") {
  CHECK(
      errors_of("query ($a: Int, $b: Int, $a: Int, $a: Int) { dog { isAtLocation(x: $a, y: $b) } }") ==
      R"([{"message":"There can be only one variable named \"$a\".","locations":[{"line":1,"column":9},{"line":1,"column":27},{"line":1,"column":36}]}])");
}

TEST_CASE("a variable has an input type", "[graphql][rules]") {
  CHECK(
      errors_of("query ($a: Dog, $b: [[CatOrDog!]]!) { dog { isAtLocation(x: $a, y: $b) } }") ==
      R"([{"message":"Variable \"$a\" cannot be non-input type \"Dog\".","locations":[{"line":1,"column":12}]},{"message":"Variable \"$b\" cannot be non-input type \"[[CatOrDog!]]!\".","locations":[{"line":1,"column":21}]},{"message":"Variable \"$a\" of type \"Dog\" used in position expecting type \"Int\".","locations":[{"line":1,"column":8},{"line":1,"column":61}]},{"message":"Variable \"$b\" of type \"[[CatOrDog!]]!\" used in position expecting type \"Int\".","locations":[{"line":1,"column":17},{"line":1,"column":68}]}])");
}

TEST_CASE("the type of a variable exists", "[graphql][rules]") {
  CHECK(
      errors_of("query ($a: Imt) { dog { isAtLocation(x: $a) } }") ==
      R"([{"message":"Unknown type \"Imt\". Did you mean \"Int\", \"Cat\", \"ID\", or \"Pet\"?","locations":[{"line":1,"column":12}]}])");
}

TEST_CASE("a variable that is used is defined", "[graphql][rules]") {
  CHECK(
      errors_of("{ dog { isAtLocation(x: $b) } }") ==
      R"([{"message":"Variable \"$b\" is not defined.","locations":[{"line":1,"column":25},{"line":1,"column":1}]}])");
  CHECK(
      errors_of("query Q { dog { ...F } } query R($x: Int) { dog { ...F } } fragment F on Dog { "
                "isAtLocation(x: $x) }") ==
      R"([{"message":"Variable \"$x\" is not defined by operation \"Q\".","locations":[{"line":1,"column":96},{"line":1,"column":1}]}])");
}

TEST_CASE("a variable that is defined is used", "[graphql][rules]") {
  CHECK(errors_of("query ($a: Int) { dog { name } }") ==
        R"([{"message":"Variable \"$a\" is never used.","locations":[{"line":1,"column":8}]}])");
  CHECK(
      errors_of("query Q($a: Int) { dog { name } }") ==
      R"([{"message":"Variable \"$a\" is never used in operation \"Q\".","locations":[{"line":1,"column":9}]}])");
}

TEST_CASE("a variable fits where it is used", "[graphql][rules]") {
  CHECK(
      errors_of("query ($a: String, $b: Int, $c: [Int!]) { arguments { int(value: $a) intNonNull(value: $b) "
                "nested(value: [$c]) n: nested(value: $c) } }") ==
      R"([{"message":"Variable \"$a\" of type \"String\" used in position expecting type \"Int\".","locations":[{"line":1,"column":8},{"line":1,"column":66}]},{"message":"Variable \"$b\" of type \"Int\" used in position expecting type \"Int!\".","locations":[{"line":1,"column":20},{"line":1,"column":88}]},{"message":"Variable \"$c\" of type \"[Int!]\" used in position expecting type \"[[Int!]]!\".","locations":[{"line":1,"column":29},{"line":1,"column":129}]}])");
}

TEST_CASE("a default makes a nullable variable fit a non-null place", "[graphql][rules]") {
  CHECK(
      errors_of("query ($a: Int = 1, $b: Int = null, $c: Int) { arguments { intNonNull(value: $a) x: "
                "intNonNull(value: $b) intDefault(value: $c) } }") ==
      R"([{"message":"Variable \"$b\" of type \"Int\" used in position expecting type \"Int!\".","locations":[{"line":1,"column":21},{"line":1,"column":103}]}])");
}

TEST_CASE("a variable of a oneOf field is not null", "[graphql][rules]") {
  CHECK(
      errors_of("query ($s: String, $i: Int!) { arguments { oneOf(value: {stringField: $s}) a: oneOf(value: "
                "{intField: $i}) } }") ==
      R"([{"message":"Variable \"$s\" is of type \"String\" but must be non-nullable to be used for OneOf Input Object \"OneOfInput\".","locations":[{"line":1,"column":8},{"line":1,"column":71}]}])");
}

TEST_CASE("the default of a variable fits its type", "[graphql][rules]") {
  CHECK(
      errors_of(
          R"(query ($a: Int = "x", $b: Boolean! = null, $c: ComplexInput = {requiredField: 1}) { arguments { int(value: $a) boolean(value: $b) complex(value: $c) } })") ==
      R"([{"message":"Int cannot represent non-integer value: \"x\"","locations":[{"line":1,"column":18}]},{"message":"Expected value of type \"Boolean!\", found null.","locations":[{"line":1,"column":38}]},{"message":"Boolean cannot represent a non boolean value: 1","locations":[{"line":1,"column":79}]}])");
}
