/// A schema that answers from one JSON value: a mock of a service.
#pragma once

#include "actors/served_schema.hpp"

#include <chrono>

namespace mitos::actors {

/// Every field answers with its parent's member of its name. A subscription's root field whose member is an
/// array streams the elements, one each `every`; another has no source. Immutable: executors may share it.
served_schema root_schema(proto::graphql::shared_schema schema, proto::json::value root,
                          std::chrono::milliseconds every);

} // namespace mitos::actors
