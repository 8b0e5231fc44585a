#include "proto/graphql/parser.hpp"

#include "tests/catch.hpp"

using namespace mitos::proto::graphql;

namespace {

std::string fault_of(std::string_view sdl) {
  const auto parsed = parse(sdl, no_limits);
  if (const auto* fault = std::get_if<error>(&parsed))
    return fault->message + " " + std::to_string(fault->locations.front().line) + ":" +
           std::to_string(fault->locations.front().column);
  return "";
}

ast::document parsed(std::string_view sdl) { return std::get<ast::document>(parse(sdl, no_limits)); }

template <class Definition>
const Definition& first(const ast::document& d) {
  return std::get<Definition>(d.definitions.front());
}

} // namespace

TEST_CASE("a schema definition names its root types", "[graphql][parser]") {
  const ast::document d = parsed(R"("text" schema @a { query: Q mutation: M })");
  const auto& s = first<ast::schema_definition>(d);
  CHECK(s.description->text == "text");
  CHECK(s.directives.size() == 1);
  REQUIRE(s.operation_types.size() == 2);
  CHECK(s.operation_types[1].operation == operation_type::mutation);
  CHECK(s.operation_types[1].type.text == "M");
  CHECK(fault_of("schema { }") == R"(Syntax Error: Expected Name, found "}". 1:10)");
  CHECK(fault_of("schema { foo: Q }") == R"(Syntax Error: Unexpected Name "foo". 1:10)");
}

TEST_CASE("an object type has interfaces, directives and fields with arguments", "[graphql][parser]") {
  const ast::document d =
      parsed("type A implements & B & C @d { \"\"\" text \"\"\" f(x: Int! = 1 @e, y: [S]): T! @g }");
  const auto& t = first<ast::type_definition>(d);
  CHECK(t.kind == type_kind::object);
  CHECK(t.interfaces.size() == 2);
  REQUIRE(t.fields.size() == 1);
  CHECK(t.fields[0].description->text == " text ");
  CHECK(t.fields[0].arguments.size() == 2);
  CHECK(t.fields[0].arguments[0].default_value);
  CHECK(t.fields[0].type.wrapper == ast::type_wrapper::non_null);
  CHECK(fault_of("type A { f }") == R"(Syntax Error: Expected ":", found "}". 1:12)");
  CHECK(fault_of("type A { }") == R"(Syntax Error: Expected Name, found "}". 1:10)");
}

TEST_CASE("types of every kind are defined", "[graphql][parser]") {
  const ast::document d =
      parsed("scalar S interface I { a: Int } union U = | A | B enum E { X Y } input N { a: Int = 1 }");
  REQUIRE(d.definitions.size() == 5);
  CHECK(std::get<ast::type_definition>(d.definitions[2]).union_members.size() == 2);
  CHECK(std::get<ast::type_definition>(d.definitions[3]).enum_values.size() == 2);
  CHECK(std::get<ast::type_definition>(d.definitions[4]).input_fields.size() == 1);
  CHECK(fault_of("union U = |") == "Syntax Error: Expected Name, found <EOF>. 1:12");
}

TEST_CASE("an enum has no value called true, false or null", "[graphql][parser]") {
  CHECK(fault_of("enum E { true }") ==
        R"(Syntax Error: Name "true" is reserved and cannot be used for an enum value. 1:10)");
}

TEST_CASE("a directive definition says where the directive may stand", "[graphql][parser]") {
  const ast::document d = parsed("directive @a(x: Int) repeatable on | FIELD | OBJECT");
  CHECK(first<ast::directive_definition>(d).repeatable);
  CHECK(first<ast::directive_definition>(d).locations.size() == 2);
  CHECK(fault_of("directive @a on NOWHERE") == R"(Syntax Error: Unexpected Name "NOWHERE". 1:17)");
  CHECK(fault_of("directive a on FIELD") == R"(Syntax Error: Expected "@", found Name "a". 1:11)");
}

TEST_CASE("an extension extends something", "[graphql][parser]") {
  CHECK(
      fault_of("extend schema @a extend scalar S @a extend type T implements I extend union U = A").empty());
  CHECK(std::get<ast::type_definition>(parsed("extend enum E { X }").definitions[0]).extension);
  CHECK(fault_of("extend type T") == "Syntax Error: Unexpected <EOF>. 1:14");
  CHECK(fault_of("extend scalar S") == "Syntax Error: Unexpected <EOF>. 1:16");
  CHECK(fault_of("extend schema") == "Syntax Error: Unexpected <EOF>. 1:14");
  CHECK(fault_of("extend directive @a on FIELD") == R"(Syntax Error: Unexpected Name "directive". 1:8)");
  CHECK(fault_of("extend { }") == R"(Syntax Error: Unexpected "{". 1:8)");
}

TEST_CASE("nodes know where they begin", "[graphql][parser]") {
  const ast::document d = parsed("\n  \"text\"\n  type A {\n    f: Int }");
  CHECK(first<ast::type_definition>(d).at == location{2, 3});
  CHECK(first<ast::type_definition>(d).name.at == location{3, 8});
  CHECK(first<ast::type_definition>(d).fields[0].at == location{4, 5});
}
