/// What is extended exists and is of the same kind.
#pragma once

#include "proto/graphql/rules/rule.hpp"
#include "proto/graphql/suggestions.hpp"

#include <array>

namespace mitos::proto::graphql::rules {

class possible_type_extensions : rule {
public:
  explicit possible_type_extensions(validation_context& c) : rule(c) {
    for (const ast::definition& definition : c.document().definitions)
      if (const auto* t = std::get_if<ast::type_definition>(&definition); t && !t->extension)
        defined_[t->name.text] = t;
  }

  void enter(const ast::type_definition& d) {
    if (!d.extension)
      return;
    constexpr std::array<const char*, 6> kinds{"scalar", "object", "interface",
                                               "union",  "enum",   "input object"};
    const auto known = defined_.find(d.name.text);
    if (known == defined_.end())
      report("Cannot extend type " + quoted(d.name.text) + " because it is not defined." +
                 suggest(d.name.text),
             d.name.at);
    else if (known->second->kind != d.kind)
      report("Cannot extend non-" + std::string(kinds.at(static_cast<std::size_t>(d.kind))) + " type " +
                 quoted(d.name.text) + ".",
             {known->second->at, d.at});
  }

private:
  std::string suggest(std::string_view name) const {
    std::vector<std::string_view> names;
    for (const auto& known : defined_)
      names.push_back(known.first);
    return did_you_mean(suggestion_list(name, names));
  }

  std::unordered_map<std::string_view, const ast::type_definition*> defined_;
};

} // namespace mitos::proto::graphql::rules
