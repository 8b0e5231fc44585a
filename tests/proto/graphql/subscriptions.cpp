#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;

namespace {

std::string source_of(std::string_view document, const question& q = {}) {
  const auto operation = chosen(document, q);
  if (const auto* faults = std::get_if<std::string>(&operation))
    return *faults;
  const auto source = std::get<graphql::operation>(operation).create_source_event_stream();
  if (const auto* faults = std::get_if<graphql::errors>(&source))
    return graphql::to_text(*faults);
  const auto& wanted = std::get<graphql::source_event_stream>(source);
  return wanted.field + json::to_text(wanted.arguments);
}

} // namespace

TEST_CASE("a subscription asks for one source, by the field's name and its arguments",
          "[graphql][subscription]") {
  CHECK(source_of("subscription { e: event(x: 7) }") == R"(event{"x":7})");
  CHECK(source_of("subscription { event }") == R"(event{"x":5})");
  CHECK(source_of("subscription ($x: Int) { event(x: $x) }", {.variables = R"({"x":1})"}) ==
        R"(event{"x":1})");
  CHECK(source_of("subscription { ...F } fragment F on Subscription { other }") == "other{}");
}

TEST_CASE("an event is executed as the root value", "[graphql][subscription]") {
  const auto operation = std::get<graphql::operation>(chosen("subscription { e: event }"));
  CHECK(operation.type() == graphql::operation_type::subscription);
  CHECK(operation.execute(json_of(R"({"event":3})")) == R"({"data":{"e":3}})");
  CHECK(operation.execute(json_of(R"({"event":4})")) == R"({"data":{"e":4}})");
}

TEST_CASE("an event that does not fit is an error of its response only", "[graphql][subscription]") {
  const auto operation = std::get<graphql::operation>(chosen("subscription { event }"));
  CHECK(operation.execute(json_of(R"({"event":"x"})")) ==
        R"({"errors":[{"message":"Int cannot represent non-integer value: \"x\"",)"
        R"("locations":[{"line":1,"column":16}],"path":["event"]}],"data":{"event":null}})");
}

TEST_CASE("a schema without subscriptions says so", "[graphql][subscription]") {
  const auto schema = schema_of("type Query { a: Int }");
  CHECK(source_of("subscription { a }", {.schema = schema}) ==
        R"([{"message":"Schema is not configured to execute subscription operation.",)"
        R"("locations":[{"line":1,"column":1}]}])");
  CHECK(answer("mutation { a }", {.schema = schema}) ==
        R"({"errors":[{"message":"Schema is not configured to execute mutation operation.",)"
        R"("locations":[{"line":1,"column":1}]}],"data":null})");
}

TEST_CASE("variables decide about a subscription's field when it is created", "[graphql][subscription]") {
  const auto skipped =
      R"([{"message":"The subscription selects no field: @skip or @include leaves out all of them.",)"
      R"("locations":[{"line":1,"column":1}]}])";
  const auto skip = "subscription ($s: Boolean!) { event @skip(if: $s) }";
  CHECK(source_of(skip, {.variables = R"({"s":false})"}) == R"(event{"x":5})");
  CHECK(source_of(skip, {.variables = R"({"s":true})"}) == skipped);
  const auto include =
      "subscription ($s: Boolean = false) { ...F @include(if: $s) } fragment F on Subscription { other }";
  CHECK(source_of(include, {.variables = R"({"s":true})"}) == "other{}");
  CHECK(source_of(include) == skipped);
  CHECK(source_of("subscription { event @skip(if: true) }") == skipped);
}

TEST_CASE("an event is executed as the variables decide", "[graphql][subscription]") {
  CHECK(answer("subscription ($s: Boolean!) { event @skip(if: $s) }",
               {.root = R"({"event":3})", .variables = R"({"s":false})"}) == R"({"data":{"event":3}})");
}

TEST_CASE("a field that variables may leave out counts as one of the subscription's",
          "[graphql][subscription]") {
  CHECK(errors_of("subscription ($s: Boolean!) { event @skip(if: $s) other @include(if: $s) }") ==
        R"([{"message":"Anonymous Subscription must select only one top level field.",)"
        R"("locations":[{"line":1,"column":51}]}])");
}
