// Whatever the document, the engine answers: errors or a response, each a JSON text and no longer than the
// limits say; CMakeLists.txt bounds the memory that it may take on the way.
#include "proto/graphql/engine.hpp"
#include "tests/proto/graphql/pets.hpp"

#include <cstdlib>

namespace {

using namespace mitos::proto;

constexpr std::string_view root_text = R"({
  "dog": {"name": "Rex", "barks": 1, "mother": {"name": 7}},
  "pet": {"__typename": "Dog", "name": "p"},
  "catOrDog": {"__typename": "Cat"},
  "human": {"name": "h", "pets": [{"__typename": "Cat"}, null, {}], "relatives": [{"iq": 1.5}]},
  "list": [[1], null, ["x"]], "strings": ["a", null], "any": [1, {"a": null}],
  "int": 1e3, "float": "0x1", "string": [], "color": "PINK", "deep": {"required": null, "deep": {}},
  "first": 1, "second": "2", "event": 3
})";

void require(bool promise) {
  if (!promise)
    std::abort();
}

json::value json_of(std::string_view text) { return std::get<json::value>(json::parse(text)); }

void check(const std::string& text) {
  json::limits deep;
  deep.depth = 1000;
  deep.nodes = 10'000'000;
  deep.key_bytes = 1 << 20;
  deep.number_bytes = 1 << 20;
  require(std::holds_alternative<json::value>(json::parse(text, deep)));
}

void check_response(const std::string& text) {
  require(text.size() <= graphql::limits().response_bytes);
  check(text);
}

/// Executes the first operation with and without variables.
void execute(const graphql::shared_document& document) {
  static const json::value root = json_of(root_text);
  static const json::value variables =
      json_of(R"({"a": 1, "b": true, "c": "x", "d": [1], "e": {"requiredField": true}, "f": null})");
  for (const json::object& given : {json::object(), *variables.as<json::object>()}) {
    const auto chosen = graphql::get_operation(document, std::nullopt, given);
    if (const auto* faults = std::get_if<graphql::errors>(&chosen)) {
      check(graphql::to_text(*faults));
      continue;
    }
    const auto& operation = std::get<graphql::operation>(chosen);
    check_response(operation.execute(root));
    if (operation.type() == graphql::operation_type::subscription)
      static_cast<void>(operation.create_source_event_stream());
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const auto schema = std::get<graphql::shared_schema>(graphql::build_schema(mitos::tests::pets_sdl));
  std::string text(reinterpret_cast<const char*>(data), size);
  const auto prepared = graphql::prepare(schema, text);
  if (const auto* faults = std::get_if<graphql::errors>(&prepared))
    check(graphql::to_text(*faults));
  else
    execute(std::get<graphql::shared_document>(prepared));
  return 0;
}
