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

} // namespace

const json::array* events_of(const json::value& root, std::string_view field) {
  const auto* members = root.as<json::object>();
  const auto* member = members ? members->find(field) : nullptr;
  return member ? member->as<json::array>() : nullptr;
}

served_schema root_schema(graphql::shared_schema schema, json::value root, std::chrono::milliseconds every) {
  served_schema served;
  served.schema = std::move(schema);
  served.root = std::move(root);
  if (const auto* type = served.schema->root_type(graphql::operation_type::subscription))
    for (const auto& field : type->fields)
      if (const auto* found = events_of(served.root, field.name)) {
        const auto events = std::make_shared<const json::array>(*found);
        served.sources[field.name] = [events, every](const auto&) { return stream(events, every); };
      }
  return served;
}

} // namespace mitos::actors
