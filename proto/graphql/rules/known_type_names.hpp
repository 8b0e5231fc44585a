/// Fragment Spread Type Existence (5.5.1.2), and that every type named in a document or SDL exists.
#pragma once

#include "proto/graphql/rules/rule.hpp"
#include "proto/graphql/suggestions.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace mitos::proto::graphql::rules {

class known_type_names : rule {
public:
  explicit known_type_names(validation_context& c) : rule(c) {
    for (const ast::definition& definition : c.document().definitions)
      if (const auto* t = std::get_if<ast::type_definition>(&definition); t && !t->extension)
        defined_.insert(t->name.text);
  }

  void enter_named_type(const ast::name& n, bool sdl) {
    if (const schema* s = context_.maybe_schema(); s && s->find_type(n.text))
      return;
    if (defined_.contains(n.text))
      return;
    if (sdl && std::find(standard.begin(), standard.end(), n.text) != standard.end())
      return;
    report("Unknown type " + quoted(n.text) + "." + did_you_mean(suggestion_list(n.text, candidates(sdl))),
           n.at);
  }

private:
  std::vector<std::string_view> candidates(bool sdl) const {
    std::vector<std::string_view> names(defined_.begin(), defined_.end());
    if (const schema* s = context_.maybe_schema())
      for (const named_type* t : s->types())
        names.push_back(t->name);
    if (sdl)
      names.insert(names.end(), standard.begin(), standard.end());
    return names;
  }

  static constexpr std::array<std::string_view, 13> standard{
      "String",    "Int",      "Float",        "Boolean",
      "ID",        "__Schema", "__Directive",  "__DirectiveLocation",
      "__Type",    "__Field",  "__InputValue", "__EnumValue",
      "__TypeKind"};
  std::unordered_set<std::string_view> defined_;
};

} // namespace mitos::proto::graphql::rules
