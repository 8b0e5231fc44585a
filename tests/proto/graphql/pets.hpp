/// The schema that most GraphQL tests ask: that of the specification's validation chapter, more or less.
#pragma once

#include <string_view>

namespace mitos::tests {

inline constexpr std::string_view pets_sdl = R"(
interface Being { name(surname: Boolean): String }
interface Mammal { mother: Mammal father: Mammal }
interface Pet implements Being { name(surname: Boolean): String }
interface Canine implements Mammal & Being {
  name(surname: Boolean): String
  mother: Canine
  father: Canine
}
enum DogCommand { SIT HEEL DOWN }
type Dog implements Being & Pet & Mammal & Canine {
  name(surname: Boolean): String
  nickname: String
  barkVolume: Int
  barks: Boolean
  doesKnowCommand(dogCommand: DogCommand): Boolean
  isHouseTrained(atOtherHomes: Boolean = true): Boolean
  isAtLocation(x: Int, y: Int): Boolean
  mother: Dog
  father: Dog
}
type Cat implements Being & Pet {
  name(surname: Boolean): String
  nickname: String
  meows: Boolean
  meowsVolume: Int
  furColor: FurColor
}
union CatOrDog = Cat | Dog
type Human implements Being { name(surname: Boolean): String pets: [Pet] relatives: [Human]! iq: Int }
enum FurColor { BROWN BLACK TAN SPOTTED NO_FUR UNKNOWN }
input ComplexInput {
  requiredField: Boolean!
  nonNullField: Boolean! = false
  intField: Int
  stringField: String
  stringListField: [String]
}
input OneOfInput @oneOf { stringField: String intField: Int }
scalar Any
type Arguments {
  int(value: Int): Int
  intNonNull(value: Int!): Int
  intDefault(value: Int! = 0): Int
  string(value: String): String
  boolean(value: Boolean): Boolean
  float(value: Float): Float
  id(value: ID): ID
  enum(value: FurColor): FurColor
  list(value: [String]): Any
  nested(value: [[Int!]]!): Any
  complex(value: ComplexInput): Any
  oneOf(value: OneOfInput): Any
  any(value: Any): Any
  two(req1: Int!, req2: Int!, opt: Int = 0): Any
}
type Query {
  human(id: ID): Human
  dog: Dog
  cat: Cat
  pet: Pet
  catOrDog: CatOrDog
  being: Being
  arguments: Arguments
  list: [[Int]!]
  strings: [String!]
  int: Int
  float: Float
  string: String
  boolean: Boolean
  id: ID
  color: FurColor
  any: Any
  required: Int!
  deep: Query
  humans: [Human!]!
}
type Mutation { first: Int second(x: Int): Int! }
type Subscription { event(x: Int = 5): Int other: Int }
directive @onField on FIELD
directive @onQuery(req: Int!) on QUERY
directive @repeated(x: Int) repeatable on FIELD | QUERY
)";

} // namespace mitos::tests
