/// Where in a response an execution is.
#pragma once

#include "proto/graphql/error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mitos::proto::graphql {

struct named_type;
struct planned_field;
struct type;

/// A chain from the inside out, of names and indices.
struct place {
  const place* outer;
  const planned_field* field; ///< of an item, the field whose list it is in
  std::optional<std::size_t> index;
  mutable const place* kept = nullptr; ///< its copy that outlives the walk, once one was needed
};

/// Beside the place, what messages name.
struct position {
  const place& at;
  const named_type& parent;
};

/// What a value there has to be.
const type& type_of(const place& p);
/// As a response says it: from the root.
std::vector<path_key> path_of(const place& p);
/// "Type.field"
std::string coordinate_of(const position& p);

} // namespace mitos::proto::graphql
