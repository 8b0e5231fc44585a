#include "actors/default_schema.hpp"

#include "actors/default_schema_text.hpp"
#include "actors/time_text.hpp"

#include <memory>
#include <stdexcept>

namespace mitos::actors {

namespace graphql = proto::graphql;
namespace json = proto::json;

namespace {

json::value describe(const node_facts& facts, const std::string& started_at) {
  return json::object({{"name", facts.name},
                       {"version", facts.version},
                       {"startedAt", started_at},
                       {"connections", json::value::of(facts.connections())},
                       {"operations", json::value::of(facts.operations())},
                       {"topics", json::value::of(facts.topics())}});
}

/// A node that is no part of a cluster is its only member.
json::value alone(const node_facts& facts) {
  json::object member;
  member.set("name", facts.name);
  member.set("state", to_text(member_state::up));
  return json::array{std::move(member)};
}

json::value describe(const member& one) {
  return json::object({{"name", one.name}, {"address", one.address}, {"state", to_text(one.state)}});
}

json::value members_of(const node_facts& facts) {
  if (!facts.members)
    return alone(facts);
  const auto seen = facts.members(); // it may be the last that holds them
  json::array all;
  for (const auto& one : *seen)
    all.push_back(describe(one));
  return all;
}

json::value publish_event(const graphql::field_call& call) {
  return context_of(call).publish(call.arguments.at("topic").text(), call.arguments.at("payload"))->value;
}

graphql::error refusal(std::string message) {
  graphql::error error;
  error.message = std::move(message);
  return error;
}

source countdown(const json::object& arguments) {
  auto from = arguments.at("from").integer();
  auto every = arguments.at("every").integer();
  if (from < 0)
    return refusal("`from` must not be negative, not " + std::to_string(from) + ".");
  if (every < 0)
    return refusal("`every` must not be negative, not " + std::to_string(every) + ".");
  auto left = std::make_shared<std::int64_t>(from);
  return paced_source{[left]() -> std::optional<json::value> {
                        return *left < 0 ? std::nullopt : std::optional(json::value::of((*left)--));
                      },
                      std::chrono::milliseconds(every)};
}

} // namespace

served_schema default_schema(const node_facts& facts) {
  graphql::resolvers resolvers;
  resolvers["Query.node"] = [facts, started_at = time_text(facts.started_at)](const auto&) {
    return describe(facts, started_at);
  };
  resolvers["Query.members"] = [facts](const auto&) { return members_of(facts); };
  resolvers["Mutation.publish"] = publish_event;
  auto built = graphql::build_schema(default_schema_text, resolvers);
  if (auto* faults = std::get_if<graphql::errors>(&built))
    throw std::logic_error("the default schema: " + graphql::to_text(*faults));
  served_schema served;
  served.schema = std::get<graphql::shared_schema>(std::move(built));
  served.sources["topic"] = [](const json::object& arguments) {
    return topic_source{.topic = arguments.at("name").text(), .whole_event = true};
  };
  served.sources["countdown"] = countdown;
  return served;
}

} // namespace mitos::actors
