#include "proto/graphql/printer.hpp"
#include "proto/graphql/rules/overlapping_fields_can_be_merged.hpp"

#include <algorithm>

namespace mitos::proto::graphql::rules {

namespace {

// What a message and its locations may come to, as in graphql-js.
constexpr std::size_t max_detail_length = 1000;
constexpr std::size_t max_nodes = 20;
/// A conflict costs as much as so many comparisons: its text is made.
constexpr std::size_t conflict_cost = 10;

std::string abbreviated(std::string_view text) {
  return text.size() > max_detail_length ? std::string(text.substr(0, max_detail_length)) + "..."
                                         : std::string(text);
}

/// The field, then those of the conflicts below it; where they are too many, the deeper ones.
template <class Conflicts, class Side>
std::vector<const ast::field*> nodes_of(const ast::field* node, const Conflicts& conflicts, Side side) {
  std::vector<const ast::field*> nodes{node};
  for (const auto& c : conflicts) {
    const auto& below = c.*side;
    const std::size_t count = std::min(below.size(), max_nodes - nodes.size());
    nodes.insert(nodes.end(), below.end() - static_cast<std::ptrdiff_t>(count), below.end());
    if (nodes.size() == max_nodes)
      break;
  }
  return nodes;
}

template <class Conflicts>
std::string reason_of(const Conflicts& conflicts) {
  std::string text;
  for (const auto& c : conflicts) {
    text += (text.empty() ? "subfields " : " and subfields ") + quoted(abbreviated(c.response_name)) +
            " conflict because " + c.reason;
    if (text.size() > max_detail_length)
      break;
  }
  return abbreviated(text);
}

} // namespace

std::optional<overlapping_fields_can_be_merged::conflict>
overlapping_fields_can_be_merged::compare(bool parents_exclusive, std::string_view response_name,
                                          const field_use& a, const field_use& b) {
  const auto is_object = [](const named_type* t) { return t && t->kind == type_kind::object; };
  // Different objects can never be the same value, so their fields may differ.
  const bool exclusive =
      parents_exclusive || (a.parent != b.parent && is_object(a.parent) && is_object(b.parent));
  spend(1);
  if (a.is_simple_leaf() && b.is_simple_leaf() && a.result() == b.result() &&
      a.node->name.text == b.node->name.text)
    return std::nullopt;
  spend(1);
  std::string reason = exclusive ? "" : difference(a, b);
  if (reason.empty() && a.result() && b.result() && types_conflict(*a.result(), *b.result()))
    reason = "they return conflicting types " + quoted(to_text(*a.result())) + " and " +
             quoted(to_text(*b.result()));
  if (!reason.empty()) {
    spend(conflict_cost);
    return conflict{response_name, reason, {a.node}, {b.node}};
  }
  if (a.node->selection_set.selections.empty() || b.node->selection_set.selections.empty())
    return std::nullopt;
  const conflicts below = sub_selections(exclusive, a, b);
  if (below.empty())
    return std::nullopt;
  return conflict{response_name, reason_of(below), nodes_of(a.node, below, &conflict::fields1),
                  nodes_of(b.node, below, &conflict::fields2)};
}

/// Why two fields that may be of the same object are not the same; empty where they are.
std::string overlapping_fields_can_be_merged::difference(const field_use& a, const field_use& b) {
  const std::string_view name1 = a.node->name.text;
  const std::string_view name2 = b.node->name.text;
  if (name1 != name2)
    return quoted(abbreviated(name1)) + " and " + quoted(abbreviated(name2)) + " are different fields";
  return same_arguments(*a.node, *b.node) ? "" : "they have differing arguments";
}

bool overlapping_fields_can_be_merged::same_arguments(const ast::field& a, const ast::field& b) {
  if (a.arguments.size() != b.arguments.size())
    return false;
  return std::all_of(a.arguments.begin(), a.arguments.end(), [&](const ast::argument& mine) {
    spend(1);
    const auto theirs =
        std::find_if(b.arguments.rbegin(), b.arguments.rend(),
                     [&](const ast::argument& other) { return other.name.text == mine.name.text; });
    return theirs != b.arguments.rend() && text_of(mine.value) == text_of(theirs->value);
  });
}

namespace {

/// The value with the fields of objects in the order of their names, which has no meaning.
std::string canonical(const ast::value& v) {
  if (const auto* list = v.as<ast::list_value>()) {
    std::string text = "[";
    for (const ast::value& item : list->values)
      text += canonical(item) + ",";
    return text + "]";
  }
  const auto* object = v.as<ast::object_value>();
  if (!object)
    return print(v);
  std::vector<std::pair<std::string_view, const ast::value*>> fields;
  for (const ast::object_field& f : object->fields)
    fields.emplace_back(f.name.text, &f.value);
  std::stable_sort(fields.begin(), fields.end(),
                   [](const auto& x, const auto& y) { return x.first < y.first; });
  std::string text = "{";
  for (const auto& [name, field] : fields)
    text.append(name).append(":").append(canonical(*field)).append(",");
  return text + "}";
}

} // namespace

const std::string& overlapping_fields_can_be_merged::text_of(const ast::value& v) {
  const auto [known, is_new] = texts_.try_emplace(&v);
  if (is_new)
    known->second = canonical(v);
  return known->second;
}

// SameResponseShape, as far as the types themselves go
bool overlapping_fields_can_be_merged::types_conflict(const type& a, const type& b) {
  if (&a == &b)
    return false;
  spend(1);
  if (a.is_list() || b.is_list())
    return !(a.is_list() && b.is_list()) || types_conflict(*a.of_type, *b.of_type);
  if (a.is_non_null() || b.is_non_null())
    return !(a.is_non_null() && b.is_non_null()) || types_conflict(*a.of_type, *b.of_type);
  return a.named().is_leaf() || b.named().is_leaf();
}

} // namespace mitos::proto::graphql::rules
