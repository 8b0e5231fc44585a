/// A schema that can be served: its engine, and where its subscriptions' events come from.
#pragma once

#include "actors/topic_hub.hpp"
#include "proto/graphql/engine.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>

namespace mitos::actors {

/// Every event of a topic.
struct topic_source {
  std::string topic;
};

/// Values made one by one, no sooner than the client takes them and `every` has passed since the last.
struct paced_source {
  std::function<std::optional<proto::json::value>()> next; ///< nothing: the stream is complete
  std::chrono::milliseconds every{};
};

using source = std::variant<topic_source, paced_source, proto::graphql::error>;

/// What resolvers get as their context.
struct execution_context {
  const void* session = nullptr; ///< what the gatekeeper admitted
  /// Makes an event of the topic and hands it to the hub.
  std::function<shared_event(std::string topic, proto::json::value payload)> publish;
};

struct served_schema {
  proto::graphql::shared_schema schema;
  proto::graphql::limits limits; ///< of each document
  /// By the root field of the subscription; the arguments are coerced.
  std::map<std::string, std::function<source(const proto::json::object& arguments)>, std::less<>> sources;
  proto::json::value root; ///< what the root fields of queries and mutations are resolved from
};

} // namespace mitos::actors
