/// How a host answers a field: a function by "Type.field".
#pragma once

#include "proto/graphql/error.hpp"
#include "proto/json.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace mitos::proto::graphql {

struct position;

/// Names a call of a resolver among all of its execution.
using call_number = std::uint64_t;

/// What a resolver sees. All of it outlives the call only.
struct field_call {
  const json::value& parent;     ///< what the field around it resolved to; at the root, the root value
  const json::object& arguments; ///< coerced (specification, section 6.4.1)
  const void* context;           ///< what the host gave to the execution, untouched
  call_number number;            ///< by which `execution::answer` knows it
  const position& where;         ///< for `path` and `coordinate`; says nothing else to a host

  /// The call that an item of the list answers which the resolver returns, counted from 0: it has a number of
  /// its own, and is this one otherwise.
  field_call item(std::size_t index) const { return {parent, arguments, context, number + 1 + index, where}; }
  /// Response names and indices from the root to the field; made when asked for.
  std::vector<path_key> path() const;
  /// Of the object type that is executed: "Type.field".
  std::string coordinate() const;
};

/// A value, or an error whose locations and path the engine fills in.
using outcome = std::variant<json::value, error>;

/// The answer comes later, by `execution::answer`.
struct pending {
  /// Called at most once, when nobody waits for the answer any more: the operation was cancelled, or its
  /// place in the response is null already. It must neither throw nor call the execution.
  std::function<void()> unwanted;
};

/// Of a list: each is answered by itself, a pending one by the number of its `field_call::item`.
using resolved_item = std::variant<json::value, error, pending>;

/// What a resolver returns: the field's value, its error, a promise of either, or a list item by item. Values
/// are completed as the field's type asks (specification, section 6.4.3).
using resolved = std::variant<json::value, error, pending, std::vector<resolved_item>>;

/// What it throws becomes an error at the field's path. It is called on whatever thread executes, by several
/// at once where several do, so it must not wait: what takes time is `pending`.
using resolver = std::function<resolved(const field_call&)>;

/// Keyed by "Type.field". A field without one resolves to its parent's member of its name, else null.
///
/// "Type.__typename" of an interface or union says, at once, which object type a value (the call's parent) is
/// of. Without one the value says it, in a member __typename.
using resolvers = std::map<std::string, resolver, std::less<>>;

/// A resolver that is the parent's member of that name, else null: "__typename", for an abstract type whose
/// values say what they are.
resolver member(std::string name);

} // namespace mitos::proto::graphql
