/// A syntax tree back to text, as graphql-js prints it.
#pragma once

#include "proto/graphql/ast.hpp"

#include <string>

namespace mitos::proto::graphql {

std::string print(const ast::document& d);
std::string print(const ast::value& v);
std::string print(const ast::type& t);

/// `value` as a string literal on one line, with its quotes.
std::string print_string(std::string_view value);

} // namespace mitos::proto::graphql
