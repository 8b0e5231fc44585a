#include "actors/served_schema.hpp"

#include "proto/graphql/schema.hpp"

#include <set>
#include <stdexcept>
#include <vector>

namespace mitos::actors {

namespace graphql = proto::graphql;
using graphql::operation_type;

namespace {

/// Throws them, if there are any.
void refuse(const std::vector<std::string>& faults) {
  std::string all;
  for (const auto& fault : faults)
    all += (all.empty() ? "" : "\n") + fault;
  if (!faults.empty())
    throw std::invalid_argument(all);
}

std::string to_line(const graphql::error& fault) {
  std::string line = "schema";
  if (!fault.locations.empty())
    line += ":" + std::to_string(fault.locations.front().line) + ":" +
            std::to_string(fault.locations.front().column);
  return line + ": " + fault.message;
}

/// Of interfaces and unions that are the type of a field.
std::set<std::string> types_to_resolve(const graphql::schema& schema) {
  std::set<std::string> names;
  for (const auto* type : schema.types())
    for (const auto& field : type->fields)
      if (const auto& named = field.type->named(); named.is_abstract() && !named.resolve_type)
        names.insert(named.name);
  return names;
}

void find_unanswered(const served_schema& served, operation_type of, std::vector<std::string>& faults) {
  const auto* type = served.schema->root_type(of);
  if (!type)
    return;
  for (const auto& field : type->fields)
    if (!field.resolve && !served.root.find(field.name))
      faults.push_back("Field \"" + type->name + "." + field.name +
                       "\" has no resolver, and the root value no member of its name: give it one of them.");
}

std::vector<std::string> find_unanswered(const served_schema& served) {
  std::vector<std::string> faults;
  if (const auto* type = served.schema->root_type(operation_type::subscription))
    for (const auto& field : type->fields)
      if (served.sources.count(field.name) == 0)
        faults.push_back("Subscription field \"" + field.name + "\" has no source of events.");
  for (const auto& name : types_to_resolve(*served.schema))
    faults.push_back(
        std::string("Abstract type \"")
            .append(name)
            .append("\" has no resolver \"")
            .append(name)
            .append(".__typename\" that says which object type a value is of; where values have a member "
                    "__typename, graphql::member(\"__typename\") is one."));
  find_unanswered(served, operation_type::query, faults);
  find_unanswered(served, operation_type::mutation, faults);
  return faults;
}

} // namespace

void check(const served_schema& served) {
  for (const auto& [field, choose] : served.sources) {
    if (!graphql::has_subscription(*served.schema, field))
      throw std::invalid_argument("No subscription field \"" + field + "\" in the schema for its source.");
    if (!choose)
      throw std::invalid_argument("The source of subscription field \"" + field + "\" is empty.");
  }
}

served_schema make_schema(schema_parts parts) {
  auto built = graphql::build_schema(parts.sdl, parts.resolvers, parts.scalars);
  if (const auto* errors = std::get_if<graphql::errors>(&built)) {
    std::vector<std::string> faults;
    for (const auto& error : *errors)
      faults.push_back(to_line(error));
    refuse(faults);
  }
  served_schema served;
  served.schema = std::get<graphql::shared_schema>(std::move(built));
  served.sources = std::move(parts.sources);
  served.root = std::move(parts.root);
  check(served);
  refuse(find_unanswered(served));
  return served;
}

} // namespace mitos::actors
