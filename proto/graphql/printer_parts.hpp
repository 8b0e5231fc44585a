/// The pieces that printed text is put together from; internal to the printers.
#pragma once

#include "proto/graphql/printer.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace mitos::proto::graphql::printing {

/// The non-empty parts with the separator between.
std::string join(const std::vector<std::string>& parts, std::string_view separator = "");
/// `text` between the two, nothing where it is empty.
std::string wrap(std::string_view before, const std::string& text, std::string_view after = "");
/// Two spaces before each line.
std::string indent(const std::string& text);
/// The parts between braces, a line each; nothing where there are none.
std::string block(const std::vector<std::string>& parts);
/// Whether any part takes more than one line.
bool has_multiline(const std::vector<std::string>& parts);
/// How long JavaScript takes the text to be.
std::size_t utf16_length(std::string_view text);

template <class Items>
auto each(const Items& items, std::string (*to_text)(const typename Items::value_type&)) {
  std::vector<std::string> parts;
  parts.reserve(items.size());
  for (const auto& item : items)
    parts.push_back(to_text(item));
  return parts;
}

std::string description(const ast::description& d);
std::string argument(const ast::argument& a);
std::string arguments(const node_list<ast::argument>& list);
std::string directives(const ast::directives& list);
std::string variable_definition(const ast::variable_definition& d);
std::string selection_set(const ast::selection_set& set);

std::string print(const ast::operation_definition& d);
std::string print(const ast::fragment_definition& d);
std::string print(const ast::schema_definition& d);
std::string print(const ast::type_definition& d);
std::string print(const ast::directive_definition& d);

} // namespace mitos::proto::graphql::printing
