#include "proto/graphql/resolver.hpp"

#include "proto/graphql/place.hpp"

namespace mitos::proto::graphql {

std::vector<path_key> field_call::path() const { return path_of(where.at); }

std::string field_call::coordinate() const { return coordinate_of(where); }

resolver member(std::string name) {
  return [name = std::move(name)](const field_call& call) -> resolved {
    const auto* found = call.parent.find(name);
    return found ? *found : json::value();
  };
}

} // namespace mitos::proto::graphql
