#include "tests/proto/graphql/asked.hpp"

#include "tests/catch.hpp"

namespace mitos::tests {

json::value json_of(std::string_view text) {
  auto parsed = json::parse(text);
  REQUIRE(std::holds_alternative<json::value>(parsed));
  return std::get<json::value>(std::move(parsed));
}

graphql::shared_schema schema_of(std::string_view sdl, const graphql::resolvers& functions) {
  auto built = graphql::build_schema(sdl, functions);
  if (const auto* faults = std::get_if<graphql::errors>(&built))
    FAIL(graphql::to_text(*faults));
  return std::get<graphql::shared_schema>(std::move(built));
}

graphql::shared_schema pets() {
  static const graphql::shared_schema schema = schema_of(pets_sdl);
  return schema;
}

std::string errors_of(std::string_view document, const graphql::shared_schema& schema,
                      const graphql::limits& limits) {
  const auto prepared = graphql::prepare(schema, document, limits);
  const auto* faults = std::get_if<graphql::errors>(&prepared);
  return faults ? graphql::to_text(*faults) : "";
}

std::variant<graphql::operation, std::string> chosen(std::string_view document, const question& q) {
  const auto prepared = graphql::prepare(q.schema, document);
  if (const auto* faults = std::get_if<graphql::errors>(&prepared))
    return graphql::to_text(*faults);
  auto operation = graphql::get_operation(std::get<graphql::shared_document>(prepared), q.operation,
                                          *json_of(q.variables).as<json::object>());
  if (const auto* faults = std::get_if<graphql::errors>(&operation))
    return graphql::to_text(*faults);
  return std::get<graphql::operation>(std::move(operation));
}

std::string answer(std::string_view document, const question& q) {
  const auto operation = chosen(document, q);
  if (const auto* faults = std::get_if<std::string>(&operation))
    return *faults;
  return std::get<graphql::operation>(operation).execute(json_of(q.root), q.context);
}

} // namespace mitos::tests
