/// All Variable Usages Are Allowed (5.8.5).
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class variables_in_allowed_position : rule {
public:
  using rule::rule;

  void leave(const ast::operation_definition& d) {
    std::unordered_map<std::string_view, const ast::variable_definition*> defined;
    for (const ast::variable_definition& v : d.variable_definitions)
      defined[v.variable.text] = &v;
    for (const variable_usage& u : context_.recursive_variable_usages(d))
      if (const auto v = defined.find(u.name); v != defined.end() && u.expected)
        check(u, *v->second, context_.type_of(v->second->type));
  }

private:
  void check(const variable_usage& u, const ast::variable_definition& v, const type* t) {
    const std::string subject = "Variable \"$" + std::string(u.name) + "\" ";
    if (t && !is_allowed(u, v, *t))
      report(subject + "of type " + quoted(to_text(*t)) + " used in position expecting type " +
                 quoted(to_text(*u.expected)) + ".",
             {v.at, u.node->at});
    const named_type* parent = u.parent && !u.parent->is_wrapper() ? &u.parent->named() : nullptr;
    if (t && parent && parent->is_one_of && !t->is_non_null())
      report(subject + "is of type " + quoted(to_text(*t)) +
                 " but must be non-nullable to be used for OneOf Input Object " + quoted(parent->name) + ".",
             {v.at, u.node->at});
  }

  // IsVariableUsageAllowed
  static bool is_allowed(const variable_usage& u, const ast::variable_definition& v, const type& t) {
    if (!u.expected->is_non_null() || t.is_non_null())
      return is_sub_type(t, *u.expected);
    const bool defaults = v.default_value && !v.default_value->as<ast::null_value>();
    return (defaults || u.has_default) && is_sub_type(t, *u.expected->of_type);
  }
};

} // namespace mitos::proto::graphql::rules
