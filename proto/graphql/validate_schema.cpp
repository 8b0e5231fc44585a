#include "proto/graphql/validate_schema.hpp"

#include "proto/graphql/schema_validator.hpp"

#include <algorithm>
#include <array>

namespace mitos::proto::graphql {

namespace {

/// The place of @deprecated, then that of the type.
std::vector<location> deprecation_places(const ast::input_value_definition& d) {
  std::vector<location> places;
  for (const ast::directive& directive : d.directives)
    if (directive.name.text == "deprecated" && places.empty())
      places.push_back(directive.at);
  places.push_back(d.type.at);
  return places;
}

bool is_required_input_object(const input_value& f) {
  return f.type->is_non_null() && f.type->of_type->kind == type_kind::input_object;
}

} // namespace

errors validate_schema(const schema& s) { return schema_validator(s).run(); }

errors schema_validator::run() try {
  check_roots();
  for (const directive* d : schema_.directives())
    check(*d);
  for (const named_type* t : schema_.types())
    check(*t);
  return std::move(errors_);
} catch (const validation_aborted&) { // what was reported says why
  return std::move(errors_);
}

void schema_validator::report(std::string message, places at) {
  report_to(errors_,
            {.message = std::move(message), .locations = std::move(at), .path = {}, .extensions = {}});
}

schema_validator::places schema_validator::definitions(const named_type& t) {
  places all;
  for (const ast::type_definition* d : t.nodes)
    all.push_back(d->at);
  return all;
}

void schema_validator::check_roots() {
  constexpr std::array<const char*, 3> names{"Query", "Mutation", "Subscription"};
  if (!schema_.root_type(operation_type::query))
    report("Query root type must be provided.", schema_.node() ? places{schema_.node()->at} : places{});
  for (const auto operation :
       {operation_type::query, operation_type::mutation, operation_type::subscription}) {
    const named_type* t = schema_.root_type(operation);
    if (!t || t->kind == type_kind::object)
      continue;
    const bool optional = operation != operation_type::query;
    const ast::name* node = schema_.root_node(operation);
    report(std::string(names.at(static_cast<std::size_t>(operation))) + " root type must be Object type" +
               (optional ? " if provided, it cannot be " : ", it cannot be ") + t->name + ".",
           {node ? node->at : t->nodes.front()->at});
  }
}

template <class Node>
void schema_validator::check_name(const std::string& name, const Node* node) {
  if (name.starts_with("__"))
    report("Name \"" + name + "\" must not begin with \"__\", which is reserved by GraphQL introspection.",
           {node->at});
}

void schema_validator::check(const directive& d) {
  check_name(d.name, d.node);
  for (const input_value& a : d.arguments) {
    check_name(a.name, a.node);
    check_argument("@" + d.name, a, false);
  }
}

void schema_validator::check_argument(const std::string& owner, const input_value& a, bool at_type) {
  const std::string coordinate = owner + "(" + a.name + ":)";
  if (!a.type->named().is_input())
    report("The type of " + coordinate + " must be Input Type but got: " + to_text(*a.type) + ".",
           {at_type ? a.node->type.at : a.node->at});
  check_deprecation("Required argument " + coordinate, a);
}

void schema_validator::check_deprecation(const std::string& subject, const input_value& v) {
  if (v.is_required() && v.deprecation_reason)
    report(subject + " cannot be deprecated.", deprecation_places(*v.node));
}

void schema_validator::check(const named_type& t) {
  constexpr std::array<std::string_view, 8> introspection{"__Schema",    "__Directive", "__DirectiveLocation",
                                                          "__Type",      "__Field",     "__InputValue",
                                                          "__EnumValue", "__TypeKind"};
  if (std::find(introspection.begin(), introspection.end(), t.name) == introspection.end())
    check_name(t.name, t.nodes.front());
  switch (t.kind) {
  case type_kind::object:
  case type_kind::interface:
    check_fields(t);
    check_interfaces(t);
    break;
  case type_kind::union_: check_union(t); break;
  case type_kind::enum_: check_enum(t); break;
  case type_kind::input_object:
    check_input_fields(t);
    check_input_cycles(t);
    break;
  default: break;
  }
}

void schema_validator::check_fields(const named_type& t) {
  if (t.fields.empty())
    report("Type " + t.name + " must define one or more fields.", definitions(t));
  for (const field& f : t.fields) {
    check_name(f.name, f.node);
    if (!f.type->named().is_output())
      report("The type of " + t.name + "." + f.name + " must be Output Type but got: " + to_text(*f.type) +
                 ".",
             {f.node->type.at});
    for (const input_value& a : f.arguments) {
      check_name(a.name, a.node);
      check_argument(t.name + "." + f.name, a, true);
    }
  }
}

void schema_validator::check_union(const named_type& t) {
  if (t.possible_types.empty())
    report("Union type " + t.name + " must define one or more member types.", definitions(t));
  const auto places_of = [&t](const std::string& name) {
    places at;
    for (const ast::type_definition* d : t.nodes)
      for (const ast::name& n : d->union_members)
        if (n.text == name)
          at.push_back(n.at);
    return at;
  };
  std::set<const named_type*> included;
  for (const named_type* member : t.possible_types) {
    if (!included.insert(member).second)
      report("Union type " + t.name + " can only include type " + member->name + " once.",
             places_of(member->name));
    else if (member->kind != type_kind::object)
      report("Union type " + t.name + " can only include Object types, it cannot include " + member->name +
                 ".",
             places_of(member->name));
  }
}

void schema_validator::check_enum(const named_type& t) {
  if (t.enum_values.empty())
    report("Enum type " + t.name + " must define one or more values.", definitions(t));
  for (const enum_value& v : t.enum_values)
    check_name(v.name, v.node);
}

void schema_validator::check_input_fields(const named_type& t) {
  if (t.input_fields.empty())
    report("Input Object type " + t.name + " must define one or more fields.", definitions(t));
  for (const input_value& f : t.input_fields) {
    const std::string coordinate = t.name + "." + f.name;
    check_name(f.name, f.node);
    if (!f.type->named().is_input())
      report("The type of " + coordinate + " must be Input Type but got: " + to_text(*f.type) + ".",
             {f.node->type.at});
    check_deprecation("Required input field " + coordinate, f);
    if (t.is_one_of && f.type->is_non_null())
      report("OneOf input field " + coordinate + " must be nullable.", {f.node->type.at});
    if (t.is_one_of && f.default_value)
      report("OneOf input field " + coordinate + " cannot have a default value.", {f.node->at});
  }
}

/// Depth first, each input object once; a cycle of fields that must all be there could have no value.
void schema_validator::check_input_cycles(const named_type& t) {
  if (!visited_.insert(&t).second)
    return;
  index_on_path_[&t] = 0;
  visits_.push_back({&t, 0});
  while (!visits_.empty()) {
    visit& v = visits_.back();
    if (v.next < v.type->input_fields.size()) {
      follow(v.type->input_fields[v.next++]);
      continue;
    }
    index_on_path_.erase(v.type);
    visits_.pop_back();
    if (!path_.empty())
      path_.pop_back();
  }
}

void schema_validator::follow(const input_value& f) {
  if (!is_required_input_object(f))
    return;
  const named_type& t = f.type->named();
  path_.push_back(&f);
  if (visited_.insert(&t).second) {
    index_on_path_[&t] = path_.size();
    visits_.push_back({&t, 0});
    return;
  }
  if (const auto on_path = index_on_path_.find(&t); on_path != index_on_path_.end())
    report_input_cycle(on_path->second, t);
  path_.pop_back();
}

void schema_validator::report_input_cycle(std::size_t first, const named_type& t) {
  std::string names;
  places at;
  for (std::size_t i = first; i < path_.size(); ++i) {
    names += (names.empty() ? "" : ".") + path_[i]->name;
    at.push_back(path_[i]->node->at);
  }
  report("Cannot reference Input Object \"" + t.name +
             "\" within itself through a series of non-null fields: \"" + names + "\".",
         std::move(at));
}

} // namespace mitos::proto::graphql
