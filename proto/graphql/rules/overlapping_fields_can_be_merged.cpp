#include "proto/graphql/rules/overlapping_fields_can_be_merged.hpp"

#include <algorithm>

namespace mitos::proto::graphql::rules {

namespace {

constexpr std::size_t max_detail_length = 1000;

std::string abbreviated(std::string_view text) {
  return text.size() > max_detail_length ? std::string(text.substr(0, max_detail_length)) + "..."
                                         : std::string(text);
}

} // namespace

void overlapping_fields_can_be_merged::enter(const ast::selection_set& set, bool inlined) {
  const bool single = set.selections.size() == 1 && !set.selections.front().as<ast::inline_fragment>();
  if (inlined || single || is_plain(set))
    return;
  for (const conflict& c : within(set)) {
    std::vector<location> places;
    for (const auto* fields : {&c.fields1, &c.fields2})
      for (const ast::field* f : *fields)
        places.push_back(f->at);
    report("Fields " + quoted(abbreviated(c.response_name)) + " conflict because " + c.reason +
               ". Use different aliases on the fields to fetch both if this was intentional.",
           std::move(places));
  }
}

/// A few fields of different names, which is what most sets are: nothing can conflict.
bool overlapping_fields_can_be_merged::is_plain(const ast::selection_set& set) const {
  constexpr std::size_t few = 16;
  if (set.selections.size() > few)
    return false;
  for (auto s = set.selections.begin(); s != set.selections.end(); ++s) {
    const auto* f = s->as<ast::field>();
    if (!f)
      return false;
    for (auto other = set.selections.begin(); other != s; ++other)
      if (other->as<ast::field>()->response_name() == f->response_name())
        return false;
  }
  return true;
}

overlapping_fields_can_be_merged::conflicts
overlapping_fields_can_be_merged::within(const ast::selection_set& set) {
  conflicts found;
  collection& c = collect(context_.types.parent_type, set);
  within(found, c);
  if (c.groups.empty() && c.fragments.size() < 2)
    return found;
  for (std::size_t i = 0; i < c.fragments.size(); ++i) {
    fields_and_fragment(found, false, c, c.fragments[i]);
    for (std::size_t j = i + 1; j < c.fragments.size(); ++j)
      fragments(found, false, c.fragments[i], c.fragments[j]);
  }
  return found;
}

void overlapping_fields_can_be_merged::within(conflicts& found, const collection& c) {
  for (const group& g : c.groups)
    for (std::size_t i = 0; i < g.uses.size(); ++i)
      for (std::size_t j = i + 1; j < g.uses.size(); ++j)
        if (auto clash = compare(false, g.response_name, g.uses[i], g.uses[j]))
          found.push_back(std::move(*clash));
}

/// Also with the fragments that the fragment spreads.
void overlapping_fields_can_be_merged::fields_and_fragment(conflicts& found, bool exclusive, collection& c,
                                                           std::string_view fragment) {
  spend(1);
  if (c.groups.empty())
    return;
  const auto [known, is_new] = c.compared_fragments.try_emplace(fragment, exclusive);
  if (!is_new && (!known->second || exclusive))
    return;
  known->second = exclusive;
  const ast::fragment_definition* f = context_.find_fragment(fragment);
  if (!f)
    return;
  const collection& other = collect(*f);
  if (&c == &other)
    return;
  between(found, exclusive, c, other);
  for (const std::string_view spread : other.fragments)
    fields_and_fragment(found, exclusive, c, spread);
}

void overlapping_fields_can_be_merged::fragments(conflicts& found, bool exclusive, std::string_view a,
                                                 std::string_view b) {
  spend(2);
  if (a == b || was_compared(a, b, exclusive))
    return;
  compared_fragments_[{a, b}] = exclusive;
  const ast::fragment_definition* f1 = context_.find_fragment(a);
  const ast::fragment_definition* f2 = context_.find_fragment(b);
  if (!f1 || !f2)
    return;
  const collection& c1 = collect(*f1);
  const collection& c2 = collect(*f2);
  between(found, exclusive, c1, c2);
  for (const std::string_view spread : c2.fragments)
    fragments(found, exclusive, a, spread);
  for (const std::string_view spread : c1.fragments)
    fragments(found, exclusive, spread, b);
}

overlapping_fields_can_be_merged::conflicts
overlapping_fields_can_be_merged::sub_selections(bool exclusive, const field_use& a, const field_use& b) {
  conflicts found;
  collection& c1 = collect(a.named_result(), a.node->selection_set);
  collection& c2 = collect(b.named_result(), b.node->selection_set);
  between(found, exclusive, c1, c2);
  for (const std::string_view f : c2.fragments)
    fields_and_fragment(found, exclusive, c1, f);
  for (const std::string_view f : c1.fragments)
    fields_and_fragment(found, exclusive, c2, f);
  for (const std::string_view f1 : c1.fragments)
    for (const std::string_view f2 : c2.fragments)
      fragments(found, exclusive, f1, f2);
  return found;
}

void overlapping_fields_can_be_merged::between(conflicts& found, bool exclusive, const collection& a,
                                               const collection& b) {
  if (a.groups.empty() || b.groups.empty())
    return;
  spend(a.groups.size());
  for (const group& g : a.groups) {
    const group* other = b.find(g.response_name);
    if (!other)
      continue;
    for (const field_use& use : g.uses)
      for (const field_use& other_use : other->uses)
        if (auto clash = compare(exclusive, g.response_name, use, other_use))
          found.push_back(std::move(*clash));
  }
}

bool overlapping_fields_can_be_merged::was_compared(std::string_view a, std::string_view b,
                                                    bool exclusive) const {
  const auto has = [&](std::string_view first, std::string_view second) {
    const auto found = compared_fragments_.find({first, second});
    return found != compared_fragments_.end() && (exclusive || !found->second);
  };
  return has(a, b) || has(b, a);
}

void overlapping_fields_can_be_merged::spend(std::size_t cost) {
  if (cost > budget_)
    context_.abort(
        "Too many fields to compare: the document is refused; select fewer fields with the same name.");
  budget_ -= cost;
}

const overlapping_fields_can_be_merged::group*
overlapping_fields_can_be_merged::collection::find(std::string_view response_name) const {
  const auto found = index.find(response_name);
  return found == index.end() ? nullptr : &groups[found->second];
}

overlapping_fields_can_be_merged::collection&
overlapping_fields_can_be_merged::collect(const named_type* parent, const ast::selection_set& set) {
  const auto [known, is_new] = collections_.try_emplace({parent, &set});
  if (is_new)
    collect(known->second, parent, set);
  return known->second;
}

overlapping_fields_can_be_merged::collection&
overlapping_fields_can_be_merged::collect(const ast::fragment_definition& f) {
  return collect(context_.schema().find_type(f.type_condition.text), f.selection_set);
}

void overlapping_fields_can_be_merged::collect(collection& c, const named_type* parent,
                                               const ast::selection_set& set) {
  for (const ast::selection& s : set.selections) {
    if (const auto* f = s.as<ast::field>()) {
      const auto [known, is_new] = c.index.try_emplace(f->response_name(), c.groups.size());
      if (is_new)
        c.groups.push_back({f->response_name(), {}});
      c.groups[known->second].uses.push_back(
          {parent, f, parent ? parent->find_field(f->name.text) : nullptr});
    } else if (const auto* spread = s.as<ast::fragment_spread>()) {
      if (c.known_fragments.insert(spread->name.text).second)
        c.fragments.push_back(spread->name.text);
    } else {
      const auto* inlined = s.as<ast::inline_fragment>();
      const ast::name& condition = inlined->type_condition;
      collect(c, condition ? context_.schema().find_type(condition.text) : parent, inlined->selection_set);
    }
  }
}

} // namespace mitos::proto::graphql::rules
