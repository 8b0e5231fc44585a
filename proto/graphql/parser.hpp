/// Text to a syntax tree: executable documents and type system documents alike (specification, appendix B).
#pragma once

#include "proto/graphql/ast.hpp"
#include "proto/graphql/limits.hpp"

#include <string_view>
#include <variant>

namespace mitos::proto::graphql {

/// Document : Definition+. Never throws but for want of memory.
std::variant<ast::document, error> parse(std::string_view text, const limits& limits = {});

} // namespace mitos::proto::graphql
