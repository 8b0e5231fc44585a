#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

TEST_CASE("a type tells its kind, fields and their types", "[graphql][introspection]") {
  CHECK(
      answer(
          R"({ __type(name: "Human") { kind name description fields { name type { kind name ofType { kind name } } args { name type { name } } isDeprecated } interfaces { name } possibleTypes { name } enumValues { name } inputFields { name } ofType { name } } })") ==
      R"({"data":{"__type":{"kind":"OBJECT","name":"Human","description":null,"fields":[{"name":"name","type":{"kind":"SCALAR","name":"String","ofType":null},"args":[{"name":"surname","type":{"name":"Boolean"}}],"isDeprecated":false},{"name":"pets","type":{"kind":"LIST","name":null,"ofType":{"kind":"INTERFACE","name":"Pet"}},"args":[],"isDeprecated":false},{"name":"relatives","type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"LIST","name":null}},"args":[],"isDeprecated":false},{"name":"iq","type":{"kind":"SCALAR","name":"Int","ofType":null},"args":[],"isDeprecated":false}],"interfaces":[{"name":"Being"}],"possibleTypes":null,"enumValues":null,"inputFields":null,"ofType":null}}})");
}

TEST_CASE("an abstract type tells its possible types", "[graphql][introspection]") {
  CHECK(
      answer(
          R"({ a: __type(name: "CatOrDog") { kind possibleTypes { name } fields { name } } b: __type(name: "Mammal") { kind possibleTypes { name } interfaces { name } } })") ==
      R"({"data":{"a":{"kind":"UNION","possibleTypes":[{"name":"Cat"},{"name":"Dog"}],"fields":null},"b":{"kind":"INTERFACE","possibleTypes":[{"name":"Dog"}],"interfaces":[]}}})");
}

TEST_CASE("an enum tells its values, an input object its fields", "[graphql][introspection]") {
  CHECK(
      answer(
          R"({ a: __type(name: "DogCommand") { kind enumValues { name isDeprecated deprecationReason } } b: __type(name: "OneOfInput") { kind isOneOf inputFields { name defaultValue } } })") ==
      R"({"data":{"a":{"kind":"ENUM","enumValues":[{"name":"SIT","isDeprecated":false,"deprecationReason":null},{"name":"HEEL","isDeprecated":false,"deprecationReason":null},{"name":"DOWN","isDeprecated":false,"deprecationReason":null}]},"b":{"kind":"INPUT_OBJECT","isOneOf":true,"inputFields":[{"name":"stringField","defaultValue":null},{"name":"intField","defaultValue":null}]}}})");
}

TEST_CASE("a default value is told as a literal", "[graphql][introspection]") {
  CHECK(
      answer(R"({ __type(name: "ComplexInput") { inputFields { name defaultValue isDeprecated } } })") ==
      R"({"data":{"__type":{"inputFields":[{"name":"requiredField","defaultValue":null,"isDeprecated":false},{"name":"nonNullField","defaultValue":"false","isDeprecated":false},{"name":"intField","defaultValue":null,"isDeprecated":false},{"name":"stringField","defaultValue":null,"isDeprecated":false},{"name":"stringListField","defaultValue":null,"isDeprecated":false}]}}})");
}

TEST_CASE("a type that does not exist is null", "[graphql][introspection]") {
  CHECK(answer(R"({ __type(name: "Nobody") { name } })") == R"({"data":{"__type":null}})");
}

TEST_CASE("the schema tells its root types and directives", "[graphql][introspection]") {
  CHECK(
      answer("{ __schema { description queryType { name } mutationType { name } subscriptionType { name } "
             "directives { name isRepeatable locations args { name type { kind ofType { name } } "
             "defaultValue } } } }") ==
      R"({"data":{"__schema":{"description":null,"queryType":{"name":"Query"},"mutationType":{"name":"Mutation"},"subscriptionType":{"name":"Subscription"},"directives":[{"name":"onField","isRepeatable":false,"locations":["FIELD"],"args":[]},{"name":"onQuery","isRepeatable":false,"locations":["QUERY"],"args":[{"name":"req","type":{"kind":"NON_NULL","ofType":{"name":"Int"}},"defaultValue":null}]},{"name":"repeated","isRepeatable":true,"locations":["FIELD","QUERY"],"args":[{"name":"x","type":{"kind":"SCALAR","ofType":null},"defaultValue":null}]},{"name":"include","isRepeatable":false,"locations":["FIELD","FRAGMENT_SPREAD","INLINE_FRAGMENT"],"args":[{"name":"if","type":{"kind":"NON_NULL","ofType":{"name":"Boolean"}},"defaultValue":null}]},{"name":"skip","isRepeatable":false,"locations":["FIELD","FRAGMENT_SPREAD","INLINE_FRAGMENT"],"args":[{"name":"if","type":{"kind":"NON_NULL","ofType":{"name":"Boolean"}},"defaultValue":null}]},{"name":"deprecated","isRepeatable":false,"locations":["FIELD_DEFINITION","ARGUMENT_DEFINITION","INPUT_FIELD_DEFINITION","ENUM_VALUE","DIRECTIVE_DEFINITION"],"args":[{"name":"reason","type":{"kind":"SCALAR","ofType":null},"defaultValue":"\"No longer supported\""}]},{"name":"specifiedBy","isRepeatable":false,"locations":["SCALAR"],"args":[{"name":"url","type":{"kind":"NON_NULL","ofType":{"name":"String"}},"defaultValue":null}]},{"name":"oneOf","isRepeatable":false,"locations":["INPUT_OBJECT"],"args":[]}]}}})");
}

TEST_CASE("the schema tells all its types in order", "[graphql][introspection]") {
  CHECK(
      answer("{ __schema { types { name } } }") ==
      R"({"data":{"__schema":{"types":[{"name":"Being"},{"name":"String"},{"name":"Boolean"},{"name":"Mammal"},{"name":"Pet"},{"name":"Canine"},{"name":"DogCommand"},{"name":"Dog"},{"name":"Int"},{"name":"Cat"},{"name":"CatOrDog"},{"name":"Human"},{"name":"FurColor"},{"name":"ComplexInput"},{"name":"OneOfInput"},{"name":"Any"},{"name":"Arguments"},{"name":"Float"},{"name":"ID"},{"name":"Query"},{"name":"Mutation"},{"name":"Subscription"},{"name":"__Schema"},{"name":"__Type"},{"name":"__TypeKind"},{"name":"__Field"},{"name":"__InputValue"},{"name":"__EnumValue"},{"name":"__Directive"},{"name":"__DirectiveLocation"}]}}})");
}

TEST_CASE("introspection is described by itself", "[graphql][introspection]") {
  CHECK(
      answer(R"({ __type(name: "__TypeKind") { description enumValues { name description } } })") ==
      R"({"data":{"__type":{"description":"An enum describing what kind of type a given `__Type` is.","enumValues":[{"name":"SCALAR","description":"Indicates this type is a scalar."},{"name":"OBJECT","description":"Indicates this type is an object. `fields` and `interfaces` are valid fields."},{"name":"INTERFACE","description":"Indicates this type is an interface. `fields`, `interfaces`, and `possibleTypes` are valid fields."},{"name":"UNION","description":"Indicates this type is a union. `possibleTypes` is a valid field."},{"name":"ENUM","description":"Indicates this type is an enum. `enumValues` is a valid field."},{"name":"INPUT_OBJECT","description":"Indicates this type is an input object. `inputFields` is a valid field."},{"name":"LIST","description":"Indicates this type is a list. `ofType` is a valid field."},{"name":"NON_NULL","description":"Indicates this type is a non-null. `ofType` is a valid field."}]}}})");
}

TEST_CASE("introspection goes through fragments, aliases and variables", "[graphql][introspection]") {
  CHECK(
      answer("query ($n: String!, $d: Boolean!) { t: __type(name: $n) { ...T specifiedByURL } } fragment T "
             "on __Type { n: name fields(includeDeprecated: $d) { name } }",
             {.variables = R"({"n":"Mutation","d":true})"}) ==
      R"({"data":{"t":{"n":"Mutation","fields":[{"name":"first"},{"name":"second"}],"specifiedByURL":null}}})");
}

TEST_CASE("a host's own field of an introspection type answers with its value", "[graphql][introspection]") {
  const auto schema = schema_of("type Query { t: __Type l: [__Field] s: __Schema }");
  CHECK(answer("{ t { name kind fields { name } } l { name isDeprecated } s { description } }",
               {.root = R"({"t":{"name":"zz","kind":"ENUM"},"l":[{"name":"f","isDeprecated":false}],)"
                        R"("s":{"description":"d"}})",
                .schema = schema}) ==
        R"({"data":{"t":{"name":"zz","kind":"ENUM","fields":null},"l":[{"name":"f","isDeprecated":false}],)"
        R"("s":{"description":"d"}}})");
  CHECK(answer("{ __type(name: \"Query\") { name } t { name } }", {.root = "{}", .schema = schema}) ==
        R"({"data":{"__type":{"name":"Query"},"t":null}})");
}
