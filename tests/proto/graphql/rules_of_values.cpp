#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("an Int is an integer of 32 bits", "[graphql][rules]") {
  CHECK(
      errors_of(
          R"({ arguments { int(value: "3") a: int(value: 3.3) b: int(value: 99999999999) c: int(value: FOO) d: int(value: [1]) e: int(value: {a: 1}) f: int(value: -2147483648) } })") ==
      R"([{"message":"Int cannot represent non-integer value: \"3\"","locations":[{"line":1,"column":26}]},{"message":"Int cannot represent non-integer value: 3.3","locations":[{"line":1,"column":45}]},{"message":"Int cannot represent non 32-bit signed integer value: 99999999999","locations":[{"line":1,"column":64}]},{"message":"Int cannot represent non-integer value: FOO","locations":[{"line":1,"column":91}]},{"message":"Int cannot represent non-integer value: [1]","locations":[{"line":1,"column":110}]},{"message":"Int cannot represent non-integer value: {a: 1}","locations":[{"line":1,"column":129}]}])");
}

TEST_CASE("a String is a string", "[graphql][rules]") {
  CHECK(
      errors_of(
          R"({ arguments { string(value: 1) a: string(value: true) b: string(value: BAR) c: string(value: """block""") } })") ==
      R"([{"message":"String cannot represent a non string value: 1","locations":[{"line":1,"column":29}]},{"message":"String cannot represent a non string value: true","locations":[{"line":1,"column":49}]},{"message":"String cannot represent a non string value: BAR","locations":[{"line":1,"column":72}]}])");
}

TEST_CASE("a Boolean is true or false", "[graphql][rules]") {
  CHECK(
      errors_of(R"({ arguments { boolean(value: 2) a: boolean(value: "true") b: boolean(value: TRUE) } })") ==
      R"([{"message":"Boolean cannot represent a non boolean value: 2","locations":[{"line":1,"column":30}]},{"message":"Boolean cannot represent a non boolean value: \"true\"","locations":[{"line":1,"column":51}]},{"message":"Boolean cannot represent a non boolean value: TRUE","locations":[{"line":1,"column":77}]}])");
}

TEST_CASE("a Float is a number", "[graphql][rules]") {
  CHECK(
      errors_of(
          R"({ arguments { float(value: "3.3") a: float(value: true) b: float(value: 1) c: float(value: 1e50) } })") ==
      R"([{"message":"Float cannot represent non numeric value: \"3.3\"","locations":[{"line":1,"column":28}]},{"message":"Float cannot represent non numeric value: true","locations":[{"line":1,"column":51}]}])");
}

TEST_CASE("an ID is a string or an integer", "[graphql][rules]") {
  CHECK(
      errors_of("{ arguments { id(value: 1.0) a: id(value: true) b: id(value: SOMETHING) c: id(value: "
                "12345678901234567890) } }") ==
      R"([{"message":"ID cannot represent a non-string and non-integer value: 1.0","locations":[{"line":1,"column":25}]},{"message":"ID cannot represent a non-string and non-integer value: true","locations":[{"line":1,"column":43}]},{"message":"ID cannot represent a non-string and non-integer value: SOMETHING","locations":[{"line":1,"column":62}]}])");
}

TEST_CASE("an enum value is one of its names", "[graphql][rules]") {
  CHECK(
      errors_of(
          R"({ arguments { enum(value: 2) a: enum(value: "BROWN") b: enum(value: true) c: enum(value: JUGGLE) d: enum(value: brown) } })") ==
      R"([{"message":"Enum \"FurColor\" cannot represent non-enum value: 2.","locations":[{"line":1,"column":27}]},{"message":"Enum \"FurColor\" cannot represent non-enum value: \"BROWN\". Did you mean the enum value \"BROWN\"?","locations":[{"line":1,"column":45}]},{"message":"Enum \"FurColor\" cannot represent non-enum value: true.","locations":[{"line":1,"column":69}]},{"message":"Value \"JUGGLE\" does not exist in \"FurColor\" enum.","locations":[{"line":1,"column":90}]},{"message":"Value \"brown\" does not exist in \"FurColor\" enum. Did you mean the enum value \"BROWN\"?","locations":[{"line":1,"column":113}]}])");
}

TEST_CASE("the items of a list fit, and one value is a list of one", "[graphql][rules]") {
  CHECK(
      errors_of(
          R"({ arguments { list(value: ["one", null, 2]) a: list(value: 1) b: list(value: "x") nested(value: [[1, null], null, 1, ["x"]]) } })") ==
      R"([{"message":"String cannot represent a non string value: 2","locations":[{"line":1,"column":41}]},{"message":"String cannot represent a non string value: 1","locations":[{"line":1,"column":60}]},{"message":"Expected value of type \"Int!\", found null.","locations":[{"line":1,"column":102}]},{"message":"Int cannot represent non-integer value: \"x\"","locations":[{"line":1,"column":119}]}])");
}

TEST_CASE("null is no value of a non-null type", "[graphql][rules]") {
  CHECK(
      errors_of("{ arguments { nested(value: null) intDefault(value: null) } }") ==
      R"([{"message":"Expected value of type \"[[Int!]]!\", found null.","locations":[{"line":1,"column":29}]},{"message":"Expected value of type \"Int!\", found null.","locations":[{"line":1,"column":53}]}])");
}

TEST_CASE("an input object has its required fields", "[graphql][rules]") {
  CHECK(
      errors_of("{ arguments { complex(value: {}) a: complex(value: {requiredField: true, nonNullField: "
                "null}) } }") ==
      R"([{"message":"Field \"ComplexInput.requiredField\" of required type \"Boolean!\" was not provided.","locations":[{"line":1,"column":30}]},{"message":"Expected value of type \"Boolean!\", found null.","locations":[{"line":1,"column":88}]}])");
}

TEST_CASE("an input object has no other fields", "[graphql][rules]") {
  CHECK(
      errors_of("{ arguments { complex(value: {requiredField: true, intFeld: 1, bogus: 2}) } }") ==
      R"([{"message":"Field \"intFeld\" is not defined by type \"ComplexInput\". Did you mean \"intField\"?","locations":[{"line":1,"column":52}]},{"message":"Field \"bogus\" is not defined by type \"ComplexInput\".","locations":[{"line":1,"column":64}]}])");
}

TEST_CASE("a field of an input object is given once", "[graphql][rules]") {
  CHECK(
      errors_of("{ arguments { complex(value: {requiredField: true, requiredField: false}) } }") ==
      R"([{"message":"There can be only one input field named \"requiredField\".","locations":[{"line":1,"column":31},{"line":1,"column":52}]}])");
}

TEST_CASE("a oneOf input object has one field that is not null", "[graphql][rules]") {
  CHECK(
      errors_of(
          R"({ arguments { oneOf(value: {}) a: oneOf(value: {stringField: "a", intField: 1}) b: oneOf(value: {stringField: null}) c: oneOf(value: {stringField: "x"}) } })") ==
      R"([{"message":"OneOf Input Object \"OneOfInput\" must specify exactly one key.","locations":[{"line":1,"column":28}]},{"message":"OneOf Input Object \"OneOfInput\" must specify exactly one key.","locations":[{"line":1,"column":48}]},{"message":"Field \"OneOfInput.stringField\" must be non-null.","locations":[{"line":1,"column":97}]}])");
}

TEST_CASE("a custom scalar takes any literal", "[graphql][rules]") {
  CHECK(errors_of(R"({ arguments { any(value: {x: [1, "a", {b: A}], y: null}) } })").empty());
}
