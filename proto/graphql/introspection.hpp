/// Introspection (specification, section 4): what the fields of the types beginning with __ answer.
#pragma once

#include "proto/graphql/schema.hpp"

#include <variant>
#include <vector>

namespace mitos::proto::graphql {

/// Something of the schema that a field describes; of which kind, the field's type says.
struct described {
  const void* what = nullptr; ///< nullptr for null
};

/// A leaf, a described thing, or a list of them.
struct introspected {
  std::variant<json::value, described, std::vector<described>> data;
};

/// What answers the field of the introspection type, nullptr where nothing does.
introspect find_introspection(std::string_view type, std::string_view field);

} // namespace mitos::proto::graphql
