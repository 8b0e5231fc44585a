#include "proto/graphql/printer.hpp"

#include "proto/graphql/printer_parts.hpp"

namespace mitos::proto::graphql {

namespace printing {

namespace {

/// Arguments go on lines of their own where the line would be longer than this.
constexpr std::size_t max_line_length = 80;

std::string selection(const ast::field& f) {
  const std::string prefix = (f.alias ? std::string(f.alias.text) + ": " : "") + std::string(f.name.text);
  const std::string line = prefix + arguments(f.arguments);
  const bool too_long = !f.arguments.empty() && utf16_length(line) > max_line_length;
  return (too_long ? prefix + "(\n" + indent(join(each(f.arguments, argument), "\n")) + "\n)" : line) +
         wrap(" ", directives(f.directives)) + wrap(" ", selection_set(f.selection_set));
}

std::string selection(const ast::fragment_spread& s) {
  return "..." + std::string(s.name.text) + wrap(" ", directives(s.directives));
}

std::string selection(const ast::inline_fragment& f) {
  return join({"...", wrap("on ", std::string(f.type_condition.text)), directives(f.directives),
               selection_set(f.selection_set)},
              " ");
}

} // namespace

std::string selection_set(const ast::selection_set& set) {
  return block(each(
      set.selections, +[](const ast::selection& s) {
        return std::visit([](const auto& node) { return selection(node); }, s.data);
      }));
}

std::string print(const ast::operation_definition& d) {
  const std::vector<std::string> variables = each(d.variable_definitions, variable_definition);
  const std::string listed = has_multiline(variables) ? wrap("(\n", join(variables, "\n"), "\n)")
                                                      : wrap("(", join(variables, ", "), ")");
  const std::string prefix =
      description(d.description) +
      join({std::string(to_text(d.operation)), std::string(d.name.text) + listed, directives(d.directives)},
           " ");
  return (prefix == "query" ? "" : prefix + " ") + selection_set(d.selection_set);
}

std::string print(const ast::fragment_definition& d) {
  return description(d.description) + "fragment " + std::string(d.name.text) + " on " +
         std::string(d.type_condition.text) + " " + wrap("", directives(d.directives), " ") +
         selection_set(d.selection_set);
}

} // namespace printing

std::string print(const ast::document& d) {
  return printing::join(printing::each(
                            d.definitions,
                            +[](const ast::definition& definition) {
                              return std::visit([](const auto& node) { return printing::print(node); },
                                                definition);
                            }),
                        "\n\n");
}

} // namespace mitos::proto::graphql
