/// How a host's scalar takes values in and gives them out, by the scalar's name.
#pragma once

#include "proto/graphql/resolver.hpp"

#include <functional>
#include <map>
#include <string>

namespace mitos::proto::graphql {

/// Either may be left out: any value then goes as it is. An error, or what is thrown, says why a value does
/// not fit. They are called on whatever thread prepares or executes, a literal's `parse` more than once.
struct host_scalar {
  /// Input coercion: of a variable's value, and of a literal as the JSON that it looks like.
  std::function<outcome(const json::value& input)> parse;
  /// Result coercion.
  std::function<outcome(const json::value& result)> serialize;
};

/// By the name of the scalar.
using host_scalars = std::map<std::string, host_scalar, std::less<>>;

} // namespace mitos::proto::graphql
