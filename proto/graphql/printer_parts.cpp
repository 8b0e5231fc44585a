#include "proto/graphql/printer_parts.hpp"

#include "proto/graphql/characters.hpp"
#include "proto/graphql/string_literal.hpp"

namespace mitos::proto::graphql::printing {

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty())
      text.append(text.empty() ? "" : separator).append(part);
  return text;
}

std::string wrap(std::string_view before, const std::string& text, std::string_view after) {
  return text.empty() ? "" : std::string(before).append(text).append(after);
}

std::string indent(const std::string& text) {
  std::string out = "  ";
  for (const char c : text)
    out.append(1, c).append(c == '\n' ? "  " : "");
  return out;
}

std::string block(const std::vector<std::string>& parts) {
  return parts.empty() ? "" : "{\n" + indent(join(parts, "\n")) + "\n}";
}

bool has_multiline(const std::vector<std::string>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [](const std::string& part) { return part.find('\n') != std::string::npos; });
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t i = 0; i < text.size();) {
    const character c = decode_utf8(text, i);
    i += std::max<std::size_t>(c.length, 1);
    units += c.utf16_units();
  }
  return units;
}

std::string description(const ast::description& d) {
  if (!d)
    return "";
  return (d->block ? print_block_string(d->text) : print_string(d->text)) + "\n";
}

std::string argument(const ast::argument& a) {
  return std::string(a.name.text) + ": " + graphql::print(a.value);
}

std::string arguments(const node_list<ast::argument>& list) {
  return wrap("(", join(each(list, argument), ", "), ")");
}

std::string directives(const ast::directives& list) {
  return join(
      each(
          list,
          +[](const ast::directive& d) { return "@" + std::string(d.name.text) + arguments(d.arguments); }),
      " ");
}

std::string variable_definition(const ast::variable_definition& d) {
  return description(d.description) + "$" + std::string(d.variable.text) + ": " + graphql::print(d.type) +
         (d.default_value ? " = " + graphql::print(*d.default_value) : "") +
         wrap(" ", directives(d.directives));
}

} // namespace mitos::proto::graphql::printing
