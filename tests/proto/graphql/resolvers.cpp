#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

#include <stdexcept>

using namespace mitos::tests;
using graphql::field_call;
using graphql::resolved;

namespace {

constexpr std::string_view sdl = "type Query { sum(a: Int!, b: Int! = 2): Int failing: Int throwing: Int! "
                                 "child: Child host: String any(v: Any): Any }"
                                 "type Child { name: String twice: String } scalar Any";

resolved sum(const field_call& call) {
  const auto number = [&](const char* name) {
    return std::stoll(call.arguments.find(name)->as<json::number>()->text);
  };
  return json::value::of(number("a") + number("b"));
}

resolved failing(const field_call&) {
  graphql::error e{.message = "no luck", .locations = {}, .path = {}, .extensions = {}};
  e.extensions.set("code", "LUCK");
  return e;
}

resolved throwing(const field_call&) { throw std::runtime_error("thrown"); }

resolved child(const field_call&) { return json_of(R"({"name":"x"})"); }

resolved twice(const field_call& call) {
  const std::string& name = *call.parent.as<json::object>()->find("name")->as<std::string>();
  return json::value(name + name);
}

resolved host(const field_call& call) { return json::value(*static_cast<const std::string*>(call.context)); }

resolved echo(const field_call& call) {
  const json::value* v = call.arguments.find("v");
  return v ? *v : json::value("nothing");
}

graphql::shared_schema schema() {
  static const auto built = schema_of(sdl, {{"Query.sum", sum},
                                            {"Query.failing", failing},
                                            {"Query.throwing", throwing},
                                            {"Query.child", child},
                                            {"Query.host", host},
                                            {"Query.any", echo},
                                            {"Child.twice", twice}});
  return built;
}

std::string ask(std::string_view document, std::string_view variables = "{}") {
  return answer(document, {.variables = variables, .schema = schema()});
}

} // namespace

TEST_CASE("a resolver sees coerced arguments, defaults filled in", "[graphql][resolver]") {
  CHECK(ask("{ sum(a: 1) }") == R"({"data":{"sum":3}})");
  CHECK(ask("query ($a: Int!) { x: sum(a: $a, b: 5) sum(a: 2, b: $a) }", R"({"a":10})") ==
        R"({"data":{"x":15,"sum":12}})");
}

TEST_CASE("a resolver sees its parent, and other fields its members", "[graphql][resolver]") {
  CHECK(ask("{ child { name twice } }") == R"({"data":{"child":{"name":"x","twice":"xx"}}})");
}

TEST_CASE("a resolver sees the context of the execution", "[graphql][resolver]") {
  const std::string context = "session";
  CHECK(answer("{ host }", {.schema = schema(), .context = &context}) == R"({"data":{"host":"session"}})");
}

TEST_CASE("the error of a resolver stands at its field, its extensions with it", "[graphql][resolver]") {
  CHECK(ask("{ a: failing sum(a: 1) }") ==
        R"({"errors":[{"message":"no luck","locations":[{"line":1,"column":3}],"path":["a"],)"
        R"("extensions":{"code":"LUCK"}}],"data":{"a":null,"sum":3}})");
}

TEST_CASE("what a resolver throws is an error like any other", "[graphql][resolver]") {
  CHECK(
      ask("{ sum(a: 1) throwing }") ==
      R"({"errors":[{"message":"thrown","locations":[{"line":1,"column":13}],"path":["throwing"]}],"data":null})");
}

TEST_CASE("an argument that is not given is absent, null is null", "[graphql][resolver]") {
  CHECK(ask("{ any }") == R"({"data":{"any":"nothing"}})");
  CHECK(ask("{ any(v: null) }") == R"({"data":{"any":null}})");
  CHECK(ask("query ($v: Any) { any(v: $v) }") == R"({"data":{"any":"nothing"}})");
}

TEST_CASE("a custom scalar passes any value, numbers as they were written", "[graphql][resolver]") {
  CHECK(ask("query ($v: Any) { any(v: $v) }", R"({"v":{"a":[18446744073709551616,1.50,null]}})") ==
        R"({"data":{"any":{"a":[18446744073709551616,1.50,null]}}})");
  CHECK(ask("query ($v: Any) { any(v: {x: [$v, 1.50, E, \"s\"]}) }", R"({"v":true})") ==
        R"({"data":{"any":{"x":[true,1.50,"E","s"]}}})");
}
