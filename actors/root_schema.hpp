/// A schema that answers from one JSON value: a mock of a service.
#pragma once

#include "actors/served_schema.hpp"

#include <chrono>
#include <string_view>

namespace mitos::actors {

/// The events of a subscription's root field: its member of the root, an array; nullptr where it has none.
const proto::json::array* events_of(const proto::json::value& root, std::string_view field);

/// What a client hears who subscribes to a field without any; its place is left open.
proto::graphql::error no_events(std::string_view field);

/// Every field answers with its parent's member of its name. A subscription's root field whose member is an
/// array streams the elements, one each `every`; another fails. Immutable: executors may share it.
served_schema root_schema(proto::graphql::shared_schema schema, proto::json::value root,
                          std::chrono::milliseconds every);

} // namespace mitos::actors
