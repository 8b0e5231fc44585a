#include "proto/graphql/rules/fields_on_correct_type.hpp"

#include "proto/graphql/suggestions.hpp"

#include <algorithm>

namespace mitos::proto::graphql::rules {

namespace {

/// A type that has the field, and how many possible types would be reached through it.
struct suggested_type {
  const named_type* type;
  std::size_t uses;
};

void count(std::vector<suggested_type>& types, const named_type* t, std::size_t uses) {
  const auto known =
      std::find_if(types.begin(), types.end(), [t](const suggested_type& s) { return s.type == t; });
  if (known == types.end())
    types.push_back({t, uses});
  else
    known->uses = uses == 0 ? 1 : known->uses + uses;
}

bool comes_before(const suggested_type& a, const suggested_type& b) {
  if (a.uses != b.uses)
    return a.uses > b.uses;
  if (a.type->kind == type_kind::interface && a.type->is_super_type_of(*b.type))
    return a.type != b.type;
  if (b.type->kind == type_kind::interface && b.type->is_super_type_of(*a.type))
    return false;
  return natural_less(a.type->name, b.type->name);
}

/// How many at the front are in order already; they are turned round where they are in the opposite one.
std::size_t first_run(std::vector<suggested_type>& types) {
  if (types.size() < 2)
    return types.size();
  const bool descends = comes_before(types[1], types[0]);
  std::size_t run = 2;
  while (run < types.size() && comes_before(types[run], types[run - 1]) == descends)
    ++run;
  if (descends)
    std::reverse(types.begin(), types.begin() + static_cast<std::ptrdiff_t>(run));
  return run;
}

/// graphql-js compares as above, which may go in a circle: what comes out depends on how one sorts. This is
/// how JavaScript's engine sorts as few as they are.
void sort(std::vector<suggested_type>& types) {
  for (auto at = first_run(types); at < types.size(); ++at) {
    const auto pivot = types.begin() + static_cast<std::ptrdiff_t>(at);
    std::rotate(std::upper_bound(types.begin(), pivot, *pivot, comes_before), pivot, pivot + 1);
  }
}

std::vector<std::string> suggested_type_names(const named_type& t, std::string_view field_name) {
  std::vector<suggested_type> types;
  if (t.is_abstract())
    for (const named_type* possible : t.possible_types) {
      if (!possible->find_field(field_name))
        continue;
      count(types, possible, 1);
      for (const named_type* i : possible->interfaces)
        if (i->find_field(field_name))
          count(types, i, 1);
    }
  sort(types);
  std::vector<std::string> names;
  names.reserve(types.size());
  for (const suggested_type& s : types)
    names.push_back(s.type->name);
  return names;
}

} // namespace

void fields_on_correct_type::enter(const ast::field& f) {
  const named_type* t = context_.types.parent_type;
  if (!t || context_.types.field)
    return;
  std::string suggestion =
      did_you_mean(suggested_type_names(*t, f.name.text), "to use an inline fragment on");
  if (suggestion.empty())
    suggestion = did_you_mean(suggestion_list(f.name.text, names_of(t->fields)));
  report("Cannot query field " + quoted(f.name.text) + " on type " + quoted(t->name) + "." + suggestion,
         f.at);
}

} // namespace mitos::proto::graphql::rules
