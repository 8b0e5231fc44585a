#include "tests/catch.hpp"
#include "tests/proto/graphql/asked.hpp"

using namespace mitos::tests;
using graphql::field_call;
using graphql::resolved;

namespace {

constexpr std::string_view sdl =
    "type Query { item: Item } type Mutation { publish: Item failing: Item } type Subscription { item: Item }"
    "type Item { payload: Any broken: Broken } type Broken { payload: Any never: Int! } scalar Any";

const std::string payload = "\"" + std::string(100'000, 'x') + "\"";
const std::string item = R"({"payload":)" + payload + R"(,"broken":{"payload":)" + payload + "}}";
const std::string event = R"({"item":)" + item + "}";

resolved publish(const field_call& call) {
  ++**static_cast<int* const*>(call.context);
  return json_of(item);
}

resolved failing(const field_call& call) {
  ++**static_cast<int* const*>(call.context);
  return graphql::error{std::string(600'000, 'x'), {}, {}, {}};
}

graphql::shared_schema schema() {
  static const auto built = schema_of(sdl, {{"Mutation.publish", publish}, {"Mutation.failing", failing}});
  return built;
}

std::string aliases(std::string_view field, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i)
    text.append(" a").append(std::to_string(i)).append(": ").append(field);
  return text;
}

std::string ask(const std::string& document, const void* context = nullptr) {
  return answer(document, {.root = event, .schema = schema(), .context = context});
}

constexpr std::string_view too_large =
    R"({"errors":[{"message":"The response would be larger than 1048576 bytes.",)"
    R"("locations":[{"line":1,"column":1}]}],"data":null})";

} // namespace

TEST_CASE("a response as large as the limit is given", "[graphql][attack]") {
  CHECK(ask("{ item {" + aliases("payload", 10) + " } }").size() > 1'000'000);
}

TEST_CASE("a response larger than the limit is an error instead", "[graphql][attack]") {
  CHECK(ask("{ item {" + aliases("payload", 11) + " } }") == too_large);
  CHECK(ask("subscription { item {" + aliases("payload", 3'000) + " } }") == too_large);
}

TEST_CASE("a mutation executes no further field once its response is too large", "[graphql][attack]") {
  int calls = 0;
  int* counter = &calls;
  CHECK(ask("mutation {" + aliases("publish { payload }", 50) + " }", &counter) == too_large);
  CHECK(calls == 11);
}

TEST_CASE("errors are part of the response and its size", "[graphql][attack]") {
  int calls = 0;
  int* counter = &calls;
  CHECK(ask("mutation {" + aliases("failing { payload }", 50) + " }", &counter) == too_large);
  CHECK(calls == 2);
}

TEST_CASE("what null takes back counts, for it was written", "[graphql][attack]") {
  CHECK(ask("{ item {" + aliases("broken { payload never }", 50) + " } }") == too_large);
}

TEST_CASE("a document keeps the limits that it was prepared with", "[graphql]") {
  const auto answered = [](std::size_t bytes) {
    auto document = graphql::prepare(schema(), "{ __typename }", {.response_bytes = bytes});
    auto operation = graphql::get_operation(std::get<graphql::shared_document>(document), std::nullopt, {});
    return std::get<graphql::operation>(operation).execute();
  };
  CHECK(answered(31) == R"({"data":{"__typename":"Query"}})");
  CHECK(answered(30) == R"({"errors":[{"message":"The response would be larger than 30 bytes.",)"
                        R"("locations":[{"line":1,"column":1}]}],"data":null})");
}
