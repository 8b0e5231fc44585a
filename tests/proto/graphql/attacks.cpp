#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"
#include "tests/texts.hpp"

using namespace mitos::tests;

namespace {

bool refuses(std::string_view document, std::string_view why) {
  const std::string errors = errors_of(document);
  INFO(errors.substr(0, 500));
  return errors.find(why) != std::string::npos;
}

/// Each fragment spreads the next twice: 2^n selections in a document of n lines.
std::string fragment_bomb(std::size_t n) {
  std::string text = "{ dog { ...F0 } }";
  for (std::size_t i = 0; i < n; ++i)
    text += " fragment F" + std::to_string(i) + " on Dog { ...F" + std::to_string(i + 1) + " ...F" +
            std::to_string(i + 1) + " }";
  return text + " fragment F" + std::to_string(n) + " on Dog { name }";
}

} // namespace

TEST_CASE("a document that is too long is refused unread", "[graphql][attack]") {
  CHECK(refuses(std::string(300'000, ' '), "Document is longer than 262144 bytes"));
}

TEST_CASE("a document of too many tokens is refused", "[graphql][attack]") {
  CHECK(refuses("{ " + repeated("a ", 20'000) + "}", "Document contains more that 15000 tokens"));
}

TEST_CASE("deep nesting is refused before anything recurses", "[graphql][attack]") {
  const auto* why = "Document is nested more than 200 levels deep";
  CHECK(refuses(repeated("{a", 5'000), why));
  CHECK(refuses("{ a(b: " + repeated("[", 14'000), why));
  CHECK(refuses("{ a(b: " + repeated("{a:", 4'000), why));
  CHECK(refuses("query ($a: " + repeated("[", 14'000), why));
}

TEST_CASE("selections are no deeper than the limit", "[graphql][attack]") {
  CHECK(errors_of(repeated("{ deep ", 19) + "{ int }" + repeated("}", 19)).empty());
  CHECK(refuses(repeated("{ deep ", 20) + "{ int }" + repeated("}", 20),
                "Levels of selections: 21 exceed the limit of 20"));
  CHECK(refuses("{ deep { ...A } } fragment A on Query " + repeated("{ deep ", 19) + "{ int }" +
                    repeated("}", 19),
                "Levels of selections: 21"));
}

TEST_CASE("aliases at the root are no more than the limit", "[graphql][attack]") {
  CHECK(errors_of("{ " + numbered("a", ": int ", 50) + "}").empty());
  CHECK(refuses("{ " + numbered("a", ": int ", 4'000) + "}",
                "Aliases at the root: 4000 exceed the limit of 50"));
  CHECK(refuses("{ ...F } fragment F on Query { " + numbered("a", ": int ", 60) + "}",
                "Aliases at the root: 60"));
}

TEST_CASE("directives in one place are no more than the limit", "[graphql][attack]") {
  CHECK(errors_of("{ int " + repeated("@repeated ", 16) + "}").empty());
  CHECK(refuses("{ int " + repeated("@repeated ", 5'000) + "}", "More than 16 directives in one place"));
}

TEST_CASE("variables and fragments are no more than the limit", "[graphql][attack]") {
  CHECK(refuses("query (" + numbered("$v", ": Int ", 501) + ") { int }", "Variables of the operation: 501"));
  CHECK(refuses("{ int } " + numbered("fragment F", " on Dog { name } ", 501),
                "Fragments of the document: 501"));
}

TEST_CASE("a fragment bomb is counted, not unfolded", "[graphql][attack]") {
  CHECK(errors_of(fragment_bomb(10)).empty());
  CHECK(refuses(fragment_bomb(400), "Selections with fragments unfolded: 1000000000 or more"));
}

TEST_CASE("fragments in a cycle are refused", "[graphql][attack]") {
  CHECK(refuses("{ dog { ...A } } fragment A on Dog { mother { ...B } } fragment B on Dog { ...A }",
                "Cannot spread fragment \\\"A\\\" within itself via \\\"B\\\"."));
}

TEST_CASE("introspection is no deeper and no wider than the limit", "[graphql][attack]") {
  CHECK(refuses("{ __schema { types { name " + repeated("ofType { ", 18) + "name" + repeated("}", 21),
                "Levels of introspection: 21"));
  CHECK(refuses("{ " + numbered("a", ": __schema { " + repeated("description ", 20) + "} ", 50) + "}",
                "Selections of introspection: 1050"));
}

TEST_CASE("overlapping fields are compared within a budget", "[graphql][attack]") {
  const auto* why =
      "Too many fields to compare: the document is refused; select fewer fields with the same name.";
  CHECK(refuses("{ " + repeated("dog { name } ", 2'500) + "}", why));
  CHECK(refuses("{ " + repeated("arguments { int(value: 1) } ", 1'500) + "}", why));
}

TEST_CASE("a conflict is dearer than a comparison, for its text is made", "[graphql][attack]") {
  const auto* why = "Too many fields to compare";
  CHECK(refuses("{ dog { " + repeated("x: name x: nickname ", 250) + "} }", why));
  CHECK(refuses("{ dog { " + repeated("x: name x: nickname ", 150) + "} }", "are different fields"));
}

TEST_CASE("one field in eight hundred inline fragments is within the budget", "[graphql][attack]") {
  CHECK(errors_of("{ dog { " + repeated("... { name } ", 800) + "} }").empty());
}

TEST_CASE("a document with many errors tells the first hundred", "[graphql][attack]") {
  const std::string errors = errors_of("{ dog { " + repeated("x ", 500) + "} }");
  CHECK(errors.ends_with(
      R"({"message":"Too many validation errors, error limit reached. Validation aborted."}])"));
}

TEST_CASE("errors of variables do not repeat them at length", "[graphql][attack]") {
  const std::string many = "{\"a\":{" + numbered("\"k", "\":\"xxxxxxxxxxxxxxxx\",", 20'000) + "\"s\":\"" +
                           std::string(100'000, 's') + "\"}}";
  const std::string errors =
      answer("query ($a: ComplexInput) { arguments { complex(value: $a) } }", {.variables = many});
  CHECK(errors.size() < 500'000);
  CHECK(errors.find("Too many errors processing variables") != std::string::npos);
}

TEST_CASE("huge numbers are text until a type asks for more", "[graphql][attack]") {
  const std::string huge(10'000, '9');
  CHECK(refuses("{ arguments { int(value: " + huge + ") } }",
                "Int cannot represent non 32-bit signed integer value"));
  CHECK(errors_of("{ arguments { float(value: " + huge + ") id(value: " + huge + ") } }").empty());
}

TEST_CASE("a literal of a custom scalar is held to the limits of JSON", "[graphql][attack]") {
  const auto any = [](const std::string& literal) { return "{ arguments { any(value: " + literal + ") } }"; };
  CHECK(errors_of(any(repeated("[", 64) + repeated("]", 64))).empty());
  CHECK(refuses(any(repeated("[", 65) + repeated("]", 65)),
                "Any cannot represent a value of more than 64 levels."));
  CHECK(refuses(any(repeated("{a: ", 65) + "1" + repeated("}", 65)),
                "Any cannot represent a value of more than 64 levels."));
  CHECK(errors_of(any("[" + std::string(64, '9') + "]")).empty());
  CHECK(refuses(any("[" + std::string(65, '9') + "]"),
                "Any cannot represent a number of more than 64 characters."));
  CHECK(refuses(any("{a: 1." + std::string(63, '9') + "}"),
                "Any cannot represent a number of more than 64 characters."));
}

TEST_CASE("a variable counts wherever an argument says it, before it is copied", "[graphql][attack]") {
  const std::string megabyte = R"({"p":")" + std::string(1'000'000, 'x') + R"("})";
  const auto bytes =
      R"([{"message":"Arguments of more than 1048576 bytes.","locations":[{"line":1,"column":1}]}])";
  const auto ask = [&](const std::string& selections, const std::string& variables) {
    return answer("query ($p: Any) { arguments { " + selections, {.root = "{}", .variables = variables});
  };
  CHECK(ask("any(value: $p) } }", megabyte) == R"({"data":{"arguments":null}})");
  CHECK(ask("any(value: [" + repeated("$p,", 2'000) + "]) } }", megabyte) == bytes);
  CHECK(ask(numbered("a", ": any(value: {x: $p}) ", 1'000) + "} }", megabyte) == bytes);
  CHECK(ask("...F ...F } } fragment F on Arguments { a: any(value: $p) }", megabyte) == bytes);
  CHECK(ask("any(value: [" + repeated("$p,", 100) + "]) } }", R"({"p":[)" + repeated("1,", 1'000) + "1]}") ==
        R"([{"message":"Arguments of more than 100000 values.","locations":[{"line":1,"column":1}]}])");
}

TEST_CASE("literals in fragments count as often as they are spread", "[graphql][attack]") {
  const std::string text = "{ " + numbered("a", ": arguments { ...F } ", 40) +
                           "} fragment F on Arguments { any(value: \"" + std::string(100'000, 'x') + "\") }";
  CHECK(answer(text) ==
        R"([{"message":"Arguments of more than 1048576 bytes.","locations":[{"line":1,"column":1}]}])");
}

TEST_CASE("a variable inside a literal makes it no deeper than JSON may be", "[graphql][attack]") {
  const std::string variables = R"({"p":)" + repeated("[", 40) + repeated("]", 40) + "}";
  const auto ask = [&](std::size_t levels) {
    return answer("query ($p: Any) { arguments { any(value: " + repeated("[", levels) + "$p" +
                      repeated("]", levels) + ") } }",
                  {.variables = variables});
  };
  CHECK(ask(24) == R"({"data":{"arguments":null}})");
  CHECK(ask(25) == R"([{"message":"Variable \"$p\" makes an argument of more than 64 levels.",)"
                   R"("locations":[{"line":1,"column":1}]}])");
}

namespace {

/// The errors of a schema in which each of ten thousand types refers to the next.
std::string errors_of_chain(const std::string& before, const std::string& between, const std::string& after,
                            const std::string& last) {
  std::string sdl = "type Query { a: Int }";
  for (std::size_t i = 0; i < 10'000; ++i)
    sdl.append(before).append(std::to_string(i)).append(between).append(std::to_string(i + 1)).append(after);
  const auto built = graphql::build_schema(sdl + last);
  const auto* faults = std::get_if<graphql::errors>(&built);
  return faults ? graphql::to_text(*faults) : "";
}

} // namespace

TEST_CASE("types that refer to one another in a long chain are checked", "[graphql][schema][attack]") {
  CHECK(errors_of_chain(" input A", " { a: A", "! }", " input A10000 { a: Int }").empty());
  CHECK(errors_of_chain(" input A", " { a: [A", " ] }", " input A10000 { a: Int }").empty());
  CHECK(errors_of_chain(" type A", " { a: A", " }", " type A10000 { a: Int }").empty());
  CHECK(errors_of_chain(" directive @d", "(a: Int @d", ") on ARGUMENT_DEFINITION",
                        " directive @d10000 on ARGUMENT_DEFINITION")
            .empty());
  const std::string cycle = errors_of_chain(" input A", " { a: A", "! }", " input A10000 { a: A0! }");
  CHECK(cycle.starts_with(R"([{"message":"Cannot reference Input Object \"A0\" within itself)"));
}

TEST_CASE("a schema of too many faults hears of the first hundred", "[graphql][schema][attack]") {
  const std::string unknown = errors_of_chain(" type A", " { a: B", " }", "");
  CHECK(unknown.find("Unknown type \\\"B100\\\"") != std::string::npos);
  CHECK(unknown.find("Unknown type \\\"B101\\\"") == std::string::npos);
  const std::string interfaces =
      errors_of_chain(" interface A", " implements A", " { a: Int }", " interface A10000 { a: Int }");
  const std::string last =
      R"({"message":"Too many validation errors, error limit reached. Validation aborted."}])";
  CHECK(unknown.ends_with(last));
  CHECK(interfaces.ends_with(last));
}
