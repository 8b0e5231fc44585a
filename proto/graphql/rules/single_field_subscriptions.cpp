#include "proto/graphql/rules/single_field_subscriptions.hpp"

#include "proto/graphql/coerce.hpp"

#include <algorithm>
#include <unordered_set>

namespace mitos::proto::graphql::rules {

struct single_field_subscriptions::collection {
  const named_type& root;
  grouped_fields fields;
  std::unordered_map<std::string_view, std::size_t> index;
  std::unordered_set<std::string_view> visited_fragments;
};

namespace {

std::vector<location> places(const std::vector<const ast::field*>& nodes) {
  std::vector<location> list;
  list.reserve(nodes.size());
  for (const ast::field* f : nodes)
    list.push_back(f->at);
  return list;
}

bool has_variable(const ast::directive& d) {
  return std::any_of(d.arguments.begin(), d.arguments.end(),
                     [](const ast::argument& a) { return a.value.as<ast::variable>() != nullptr; });
}

/// Whether the directive leaves the field out whatever the variables say: which of them are given is known
/// when the subscription is created.
bool decides(const schema& s, const ast::directives& directives, std::string_view name, bool value) {
  const auto found = std::find_if(directives.begin(), directives.end(),
                                  [name](const ast::directive& d) { return d.name.text == name; });
  if (found == directives.end() || has_variable(*found))
    return false;
  additions none(0, 0);
  const json::object arguments =
      coerce_argument_values(s.specified_directive(name).arguments, found->arguments, found->at, {}, none);
  return *arguments.find("if") == json::value(value);
}

} // namespace

void single_field_subscriptions::enter(const ast::operation_definition& d) {
  const named_type* root = context_.schema().root_type(operation_type::subscription);
  if (d.operation != operation_type::subscription || !root)
    return;
  collection c{*root, {}, {}, {}};
  try {
    collect(c, d.selection_set);
  } catch (error& fault) { // a directive's argument does not fit
    context_.report(std::move(fault));
    return;
  }
  const std::string subject = d.name ? "Subscription " + quoted(d.name.text) : "Anonymous Subscription";
  std::vector<const ast::field*> extra;
  for (std::size_t i = 1; i < c.fields.size(); ++i)
    extra.insert(extra.end(), c.fields[i].begin(), c.fields[i].end());
  if (!extra.empty())
    report(subject + " must select only one top level field.", places(extra));
  for (const auto& nodes : c.fields)
    if (nodes.front()->name.text.starts_with("__"))
      report(subject + " must not select an introspection top level field.", places(nodes));
}

void single_field_subscriptions::collect(collection& c, const ast::selection_set& set) {
  reserve_work(set);
  for (const ast::selection& s : set.selections)
    std::visit(
        [&](const auto& node) {
          if (is_included(node.directives))
            collect(c, node);
        },
        s.data);
}

void single_field_subscriptions::collect(collection& c, const ast::field& f) {
  const auto [known, is_new] = c.index.try_emplace(f.response_name(), c.fields.size());
  if (is_new)
    c.fields.emplace_back();
  c.fields[known->second].push_back(&f);
}

void single_field_subscriptions::collect(collection& c, const ast::fragment_spread& s) {
  if (!c.visited_fragments.insert(s.name.text).second)
    return;
  const ast::fragment_definition* f = context_.find_fragment(s.name.text);
  const named_type* condition = f ? context_.schema().find_type(f->type_condition.text) : nullptr;
  if (condition && condition->is_super_type_of(c.root))
    collect(c, f->selection_set);
}

void single_field_subscriptions::collect(collection& c, const ast::inline_fragment& f) {
  const named_type* condition =
      f.type_condition ? context_.schema().find_type(f.type_condition.text) : &c.root;
  if (condition && condition->is_super_type_of(c.root))
    collect(c, f.selection_set);
}

bool single_field_subscriptions::is_included(const ast::directives& directives) const {
  return !decides(context_.schema(), directives, "skip", true) &&
         !decides(context_.schema(), directives, "include", false);
}

void single_field_subscriptions::reserve_work(const ast::selection_set& set) {
  context_.spend_fragment_work(set.selections.size());
}

} // namespace mitos::proto::graphql::rules
