#include "actors/root_schema.hpp"

#include "proto/graphql/schema.hpp"

#include <memory>

namespace mitos::actors {

namespace graphql = proto::graphql;
namespace json = proto::json;

namespace {

using shared_events = std::shared_ptr<const json::array>;

paced_source stream(const shared_events& events, std::chrono::milliseconds every) {
  return {[events, at = std::size_t{0}]() mutable {
            return at < events->size() ? std::optional((*events)[at++]) : std::nullopt;
          },
          every};
}

std::function<source(const source_call&)> source_of(const json::value& root, std::string_view field,
                                                    std::chrono::milliseconds every) {
  const auto* found = events_of(root, field);
  if (!found)
    return [why = no_events(field)](const auto&) { return why; };
  return [events = std::make_shared<const json::array>(*found), every](const auto&) {
    return stream(events, every);
  };
}

} // namespace

const json::array* events_of(const json::value& root, std::string_view field) {
  const auto* member = root.find(field);
  return member ? member->as<json::array>() : nullptr;
}

graphql::error no_events(std::string_view field) {
  return {.message = "Subscription field \"" + std::string(field) + "\" is no array in the root value.",
          .locations = {},
          .path = {},
          .extensions = {}};
}

served_schema root_schema(graphql::shared_schema schema, json::value root, std::chrono::milliseconds every) {
  served_schema served;
  served.schema = std::move(schema);
  served.root = std::move(root);
  if (const auto* type = served.schema->root_type(graphql::operation_type::subscription))
    for (const auto& field : type->fields)
      served.sources[field.name] = source_of(served.root, field.name, every);
  return served;
}

} // namespace mitos::actors
