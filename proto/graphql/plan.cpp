#include "proto/graphql/plan.hpp"

#include <algorithm>
#include <set>

namespace mitos::proto::graphql {

namespace {

bool has_variable(const ast::value& v) {
  if (const auto* list = v.as<ast::list_value>())
    return std::any_of(list->values.begin(), list->values.end(), has_variable);
  if (const auto* object = v.as<ast::object_value>())
    return std::any_of(object->fields.begin(), object->fields.end(),
                       [](const ast::object_field& f) { return has_variable(f.value); });
  return v.as<ast::variable>() != nullptr;
}

bool has_variable(const node_list<ast::argument>& arguments) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [](const ast::argument& a) { return has_variable(a.value); });
}

const json::object nothing;

} // namespace

bool is_condition(const ast::directive& d) { return d.name.text == "skip" || d.name.text == "include"; }

/// One grouped field set while it is gathered.
struct planner::collection {
  selection_plan& plan;
  std::set<std::string_view> visited_fragments;
  std::unordered_map<std::string_view, std::size_t> index; ///< used once there are many fields

  planned_field* find(std::string_view response_name) {
    constexpr std::size_t few = 8;
    auto& fields = plan.fields;
    if (fields.size() > few) {
      for (std::size_t i = index.size(); i < fields.size(); ++i)
        index.emplace(fields[i].response_name, i);
      const auto found = index.find(response_name);
      return found == index.end() ? nullptr : &fields[found->second];
    }
    const auto found = std::find_if(fields.begin(), fields.end(), [response_name](const planned_field& f) {
      return f.response_name == response_name;
    });
    return found == fields.end() ? nullptr : &*found;
  }
};

const selection_plan* planned_field::find_below(const named_type& t) const {
  for (const auto& [type, plan] : below)
    if (type == &t)
      return plan;
  return nullptr;
}

const selection_plan* planner::plan(const named_type& object,
                                    const std::vector<const ast::selection_set*>& sets) {
  if (ahead_ && ahead_->is_spent())
    return nullptr;
  selection_plan made{&object, {}};
  collection c{made, {}, {}};
  for (const ast::selection_set* set : sets)
    if (!collect(c, *set))
      return nullptr;
  if (ahead_ && !may_keep(made))
    return nullptr;
  for (planned_field& f : made.fields)
    complete(f);
  return &plans_.emplace_back(std::move(made));
}

const selection_plan* planner::plan_below(const planned_field& f, const named_type& object) {
  std::vector<const ast::selection_set*> sets;
  for (const ast::field* node : f.nodes)
    sets.push_back(&node->selection_set);
  return plan(object, sets);
}

const selection_plan& planner::made_below(const planned_field& f, const named_type& object) {
  const selection_plan*& made = made_[{&f, &object}];
  if (!made)
    made = plan_below(f, object);
  return *made;
}

const json::object& planner::arguments_of(const planned_field& f) {
  if (f.arguments)
    return *f.arguments;
  if (f.definition->arguments.empty())
    return nothing;
  const ast::field& first = *f.nodes.front();
  for (const coerced_arguments* known : {known_, static_cast<const coerced_arguments*>(&arguments_)})
    if (known)
      if (const auto found = known->of.find({&first, f.definition}); found != known->of.end())
        return found->second;
  json::object made =
      coerce_argument_values(f.definition->arguments, first.arguments, first.at, variables_, added_);
  return arguments_.of.try_emplace({&first, f.definition}, std::move(made)).first->second;
}

void planner::coerce_ahead(const selection_plan& plan) {
  for (const planned_field& f : plan.fields) {
    try {
      arguments_of(f);
    } catch (const error&) { // said again, with its path, when the field is executed
    }
  }
}

bool planner::collect(collection& c, const ast::selection_set& set) {
  return std::all_of(set.selections.begin(), set.selections.end(), [&](const ast::selection& s) {
    return std::visit(
        [&](const auto& node) {
          if (ahead_ && is_open(node.directives))
            return false;
          return !is_included(node.directives) || collect(c, node);
        },
        s.data);
  });
}

bool planner::collect(collection& c, const ast::field& f) {
  const field* definition = schema_.find_field(*c.plan.type, f.name.text);
  if (!definition)
    return true;
  planned_field* known = c.find(f.response_name());
  if (!known) {
    known = &c.plan.fields.emplace_back();
    known->response_name = f.response_name();
    known->definition = definition;
  }
  known->nodes.push_back(&f);
  return true;
}

bool planner::collect(collection& c, const ast::fragment_spread& s) {
  if (!c.visited_fragments.insert(s.name.text).second)
    return true;
  const auto found = fragments_.find(s.name.text);
  if (found == fragments_.end() || !applies(found->second->type_condition, *c.plan.type))
    return true;
  return collect(c, found->second->selection_set);
}

bool planner::collect(collection& c, const ast::inline_fragment& f) {
  return !applies(f.type_condition, *c.plan.type) || collect(c, f.selection_set);
}

// DoesFragmentTypeApply
bool planner::applies(const ast::name& type_condition, const named_type& object) const {
  if (!type_condition)
    return true;
  const named_type* t = schema_.find_type(type_condition.text);
  return t && t->is_super_type_of(object);
}

void planner::complete(planned_field& f) {
  f.key = "\"" + std::string(f.response_name) + "\":";
  if (!has_variable(f.nodes.front()->arguments))
    keep_arguments(f);
  if (ahead_)
    plan_ahead(f);
}

bool planner::may_keep(const selection_plan& plan) {
  std::size_t bytes = sizeof plan;
  for (const planned_field& f : plan.fields)
    bytes += sizeof f + f.response_name.size() + f.nodes.size() * sizeof(void*);
  return ahead_->spend(bytes);
}

void planner::keep_arguments(planned_field& f) {
  try {
    const json::object& made = arguments_of(f);
    const value_size size = ahead_ ? size_of_members(made) : value_size{};
    if (!ahead_ || ahead_->spend(size.values * sizeof(json::value) + size.bytes))
      f.arguments = &made;
    else
      arguments_.of.erase({f.nodes.front(), f.definition});
  } catch (const error&) { // said again, with its path, when the field is executed
  }
}

void planner::plan_ahead(planned_field& f) {
  const named_type& t = f.definition->type->named();
  if (!t.is_composite())
    return;
  const std::vector<const named_type*> itself{&t};
  for (const named_type* object : t.is_abstract() ? t.possible_types : itself)
    if (!ahead_->is_spent())
      if (const selection_plan* below = plan_below(f, *object))
        f.below.emplace_back(object, below);
}

/// Whether a variable decides about the node that has no value yet.
bool planner::is_open(const ast::directives& directives) const {
  return std::any_of(directives.begin(), directives.end(), [this](const ast::directive& d) {
    return is_condition(d) &&
           std::any_of(d.arguments.begin(), d.arguments.end(), [this](const ast::argument& a) {
             const auto* v = a.value.as<ast::variable>();
             return v && !variables_.find(v->name);
           });
  });
}

bool planner::is_included(const ast::directives& directives) {
  const auto decides = [&](std::string_view name, bool value) {
    const auto found = std::find_if(directives.begin(), directives.end(),
                                    [name](const ast::directive& d) { return d.name.text == name; });
    if (found == directives.end())
      return false;
    const json::object arguments = coerce_argument_values(schema_.specified_directive(name).arguments,
                                                          found->arguments, found->at, variables_, added_);
    return *arguments.find("if") == json::value(value);
  };
  return directives.empty() || !(decides("skip", true) || decides("include", false));
}

} // namespace mitos::proto::graphql
