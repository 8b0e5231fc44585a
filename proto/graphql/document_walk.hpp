/// A walk through a document that tells rules of each node as it enters and leaves it.
#pragma once

#include "proto/graphql/validation_context.hpp"

#include <array>
#include <tuple>
#include <utility>

namespace mitos::proto::graphql {

template <class Rule, class... Node>
concept enters = requires(Rule& r, const Node&... n) {
  r.enter(n...);
};
template <class Rule, class... Node>
concept leaves = requires(Rule& r, const Node&... n) {
  r.leave(n...);
};

/// The order is that of graphql-js, so that errors come in its order: at each node every rule in turn. A
/// rule has `enter` and `leave` for the nodes that it cares for; an `enter` that returns false keeps the
/// rule out of the node.
template <class... Rules>
class document_walk {
public:
  document_walk(validation_context& c, Rules&... rules) : context_(c), rules_(rules...) {}

  void walk(const ast::document& d) {
    around(d, [&] {
      for (const ast::definition& definition : d.definitions)
        std::visit([this](const auto& node) { this->walk(node); }, definition);
    });
  }

  // Executable definitions

  void walk(const ast::operation_definition& d) {
    const type_info outer = types();
    if (context_.maybe_schema())
      types().type = context_.schema().root_type(d.operation);
    around(d, [&] {
      for (const ast::variable_definition& v : d.variable_definitions)
        walk(v);
      walk(d.directives, location_of(d.operation));
      walk(d.selection_set);
    });
    types() = outer;
  }

  void walk(const ast::fragment_definition& d) {
    const type_info outer = types();
    types().type = find_type(d.type_condition);
    around(d, [&] {
      walk_named(d.type_condition, false);
      walk(d.directives, "FRAGMENT_DEFINITION");
      walk(d.selection_set);
    });
    types() = outer;
  }

  // Type system definitions

  void walk(const ast::schema_definition& d) {
    around(d, [&] {
      walk(d.directives, "SCHEMA");
      for (const ast::operation_type_definition& o : d.operation_types)
        around(o, [&] { walk_named(o.type, true); });
    });
  }

  void walk(const ast::type_definition& d) {
    around(d, [&] {
      for (const ast::name& n : d.interfaces)
        walk_named(n, true);
      walk(d.directives, location_of(d.kind));
      for (const ast::field_definition& f : d.fields)
        walk(f);
      for (const ast::name& n : d.union_members)
        walk_named(n, true);
      for (const ast::enum_value_definition& v : d.enum_values)
        around(v, [&] { walk(v.directives, "ENUM_VALUE"); });
      // graphql-js takes the input fields of an extension for arguments
      for (const ast::input_value_definition& v : d.input_fields)
        walk(v, d.extension ? "ARGUMENT_DEFINITION" : "INPUT_FIELD_DEFINITION");
    });
  }

  void walk(const ast::directive_definition& d) {
    around(d, [&] {
      for (const ast::input_value_definition& v : d.arguments)
        walk(v, "ARGUMENT_DEFINITION");
    });
  }

private:
  type_info& types() { return context_.types; }

  const named_type* find_type(const ast::name& n) const {
    return context_.maybe_schema() ? context_.schema().find_type(n.text) : nullptr;
  }

  static std::string_view location_of(operation_type t) {
    constexpr std::array<std::string_view, 3> names{"QUERY", "MUTATION", "SUBSCRIPTION"};
    return names.at(static_cast<std::size_t>(t));
  }
  static std::string_view location_of(type_kind k) {
    constexpr std::array<std::string_view, 6> names{"SCALAR", "OBJECT", "INTERFACE",
                                                    "UNION",  "ENUM",   "INPUT_OBJECT"};
    return names.at(static_cast<std::size_t>(k));
  }

  void walk(const ast::field_definition& d) {
    around(d, [&] {
      for (const ast::input_value_definition& v : d.arguments)
        walk(v, "ARGUMENT_DEFINITION");
      walk_type(d.type, true);
      walk(d.directives, "FIELD_DEFINITION");
    });
  }

  void walk(const ast::input_value_definition& d, std::string_view location) {
    around(d, [&] {
      walk_type(d.type, true);
      if (d.default_value)
        walk(*d.default_value);
      walk(d.directives, location);
    });
  }

  void walk(const ast::variable_definition& d) {
    const type_info outer = types();
    types().enter_input(context_.maybe_schema() ? context_.type_of(d.type) : nullptr, outer.has_default);
    around(d, [&] {
      walk_type(d.type, false);
      if (d.default_value)
        walk(*d.default_value);
      walk(d.directives, "VARIABLE_DEFINITION");
    });
    types() = outer;
  }

  // Selections

  /// The set of an inline fragment belongs to the level around it.
  void walk(const ast::selection_set& set, bool inlined = false) {
    const type_info outer = types();
    const named_type* named = outer.type ? &outer.type->named() : nullptr;
    types().parent_type = named && named->is_composite() ? named : nullptr;
    enter(set, set, inlined);
    for (const ast::selection& s : set.selections)
      std::visit([this](const auto& node) { this->walk(node); }, s.data);
    leave(set, set);
    types() = outer;
  }

  void walk(const ast::field& f) {
    const type_info outer = types();
    types().field =
        outer.parent_type ? context_.schema().find_field(*outer.parent_type, f.name.text) : nullptr;
    const field* definition = types().field;
    types().type = definition && definition->type->named().is_output() ? definition->type : nullptr;
    around(f, [&] {
      walk(f.arguments);
      walk(f.directives, "FIELD");
      if (!f.selection_set.selections.empty())
        walk(f.selection_set);
    });
    types() = outer;
  }

  void walk(const ast::fragment_spread& s) {
    around(s, [&] { walk(s.directives, "FRAGMENT_SPREAD"); });
  }

  void walk(const ast::inline_fragment& f) {
    const type_info outer = types();
    if (f.type_condition)
      types().type = find_type(f.type_condition);
    else if (outer.type)
      types().type = &outer.type->named();
    if (types().type && !types().type->named().is_output())
      types().type = nullptr;
    around(f, [&] {
      if (f.type_condition)
        walk_named(f.type_condition, false);
      walk(f.directives, "INLINE_FRAGMENT");
      walk(f.selection_set, true);
    });
    types() = outer;
  }

  // Directives, arguments and values

  void walk(const ast::directives& list, std::string_view location) {
    for (const ast::directive& d : list) {
      context_.directive_location = location;
      types().directive = context_.maybe_schema() ? context_.schema().find_directive(d.name.text) : nullptr;
      around(d, [&] { walk(d.arguments); });
      types().directive = nullptr;
    }
  }

  void walk(const node_list<ast::argument>& list) {
    const type_info outer = types();
    for (const ast::argument& a : list) {
      const auto* of = outer.directive ? &outer.directive->arguments
                       : outer.field   ? &outer.field->arguments
                                       : nullptr;
      types().argument = of ? find(*of, a.name.text) : nullptr;
      types().enter_input(types().argument ? types().argument->type : nullptr,
                          types().argument && types().argument->default_value);
      around(a, [&] { walk(a.value); });
      types() = outer;
    }
  }

  static const input_value* find(const std::vector<input_value>& list, std::string_view name) {
    for (const input_value& v : list)
      if (v.name == name)
        return &v;
    return nullptr;
  }

  void walk(const ast::value& v) {
    std::visit([&](const auto& data) { walk(v, data); }, v.data);
  }

  template <class Leaf>
  void walk(const ast::value& v, const Leaf& leaf) {
    enter(v, v, leaf);
    leave(v, v, leaf);
  }

  void walk(const ast::value& v, const ast::list_value& list) {
    const type_info outer = types();
    const type* t = outer.input_type ? &outer.input_type->nullable() : nullptr;
    types().enter_input(t && t->is_list() ? t->of_type : t, false);
    enter(v, v, list);
    for (const ast::value& item : list.values)
      walk(item);
    leave(v, v, list);
    types() = outer;
  }

  void walk(const ast::value& v, const ast::object_value& object) {
    enter(v, v, object);
    for (const ast::object_field& f : object.fields)
      walk(f);
    leave(v, v, object);
  }

  void walk(const ast::object_field& f) {
    const type_info outer = types();
    const named_type* object = outer.input_type ? &outer.input_type->named() : nullptr;
    const input_value* definition = object ? object->find_input_field(f.name.text) : nullptr;
    types().enter_input(definition ? definition->type : nullptr, definition && definition->default_value);
    around(f, [&] { walk(f.value); });
    types() = outer;
  }

  void walk_type(const ast::type& t, bool sdl) {
    const ast::type* named = &t;
    while (named->of_type)
      named = named->of_type;
    walk_named(named->name, sdl);
  }

  /// A reference to a type; SDL may refer to what no schema has yet.
  void walk_named(const ast::name& n, bool sdl) {
    each([&](auto& rule) {
      if constexpr (requires { rule.enter_named_type(n, sdl); })
        rule.enter_named_type(n, sdl);
    });
  }

  // Telling the rules

  template <class Node, class Inside>
  void around(const Node& node, Inside inside) {
    enter(node, node);
    inside();
    leave(node, node);
  }

  template <class Node, class... Args>
  void enter(const Node& node, const Args&... args) {
    std::size_t i = 0;
    each([&]<class Rule>(Rule& rule) { enter_rule(rule, skipping_[i++], node, args...); });
  }

  template <class Rule, class Node, class... Args>
  static void enter_rule(Rule& rule, const void*& skipping, const Node& node, const Args&... args) {
    if constexpr (enters<Rule, Args...>) {
      if (skipping)
        return;
      if constexpr (std::is_same_v<decltype(rule.enter(args...)), bool>)
        skipping = rule.enter(args...) ? nullptr : &node;
      else
        rule.enter(args...);
    }
  }

  template <class Node, class... Args>
  void leave(const Node& node, const Args&... args) {
    std::size_t i = 0;
    each([&]<class Rule>(Rule& rule) { leave_rule(rule, skipping_[i++], node, args...); });
  }

  template <class Rule, class Node, class... Args>
  static void leave_rule(Rule& rule, const void*& skipping, const Node& node, const Args&... args) {
    if (skipping == &node)
      skipping = nullptr;
    else if constexpr (leaves<Rule, Args...>)
      if (!skipping)
        rule.leave(args...);
  }

  template <class F>
  void each(F f) {
    std::apply([&](auto&... rules) { (f(rules), ...); }, rules_);
  }
  validation_context& context_;
  std::tuple<Rules&...> rules_;
  std::array<const void*, sizeof...(Rules)> skipping_{};
};

} // namespace mitos::proto::graphql
