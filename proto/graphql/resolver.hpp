/// How a host answers a field: a function by "Type.field".
#pragma once

#include "proto/graphql/error.hpp"
#include "proto/json.hpp"

#include <functional>
#include <map>
#include <string>
#include <variant>

namespace mitos::proto::graphql {

/// What a resolver sees. All of it outlives the call only.
struct field_call {
  const json::value& parent;     ///< what the field around it resolved to; at the root, the root value
  const json::object& arguments; ///< coerced (specification, section 6.4.1)
  const void* context;           ///< what the host gave to the execution, untouched
};

/// A value, or an error whose locations and path the engine fills in.
using resolved = std::variant<json::value, error>;

/// What it throws becomes an error at the field's path.
using resolver = std::function<resolved(const field_call&)>;

/// Keyed by "Type.field". A field without one resolves to its parent's member of its name, else null.
using resolvers = std::map<std::string, resolver, std::less<>>;

} // namespace mitos::proto::graphql
