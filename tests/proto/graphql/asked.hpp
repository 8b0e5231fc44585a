/// Short ways to ask the engine, and what it says as text.
#pragma once

#include "proto/graphql/engine.hpp"
#include "tests/proto/graphql/pets.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mitos::tests {

using namespace mitos::proto;

json::value json_of(std::string_view text);

/// The schema of the SDL; the test fails where that has errors.
graphql::shared_schema schema_of(std::string_view sdl, const graphql::resolvers& functions = {});
graphql::shared_schema pets();

/// The errors that keep the document from being executed, empty where there are none.
std::string errors_of(std::string_view document, const graphql::shared_schema& schema = pets(),
                      const graphql::limits& limits = {});

/// What is asked with a document: all but the document may be left out.
struct question {
  std::string_view root = "null";
  std::string_view variables = "{}";
  std::optional<std::string_view> operation = std::nullopt; // gcc wants an initialiser
  graphql::shared_schema schema = pets();
  const void* context = nullptr;
};

/// The chosen operation, or the text of the request errors.
std::variant<graphql::operation, std::string> chosen(std::string_view document, const question& q = {});
/// The response, or the text of the request errors.
std::string answer(std::string_view document, const question& q = {});

} // namespace mitos::tests
