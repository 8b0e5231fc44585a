/// What a parsed document costs, against the limits (bad-input.md, GraphQL).
#pragma once

#include "proto/graphql/ast.hpp"
#include "proto/graphql/limits.hpp"

namespace mitos::proto::graphql {

/// Counts before anything unfolds fragments: takes time in the size of the document only.
errors check_limits(const ast::document& document, const limits& limits);

} // namespace mitos::proto::graphql
