/// What the rules have in common: the context, and ways to report.
#pragma once

#include "proto/graphql/validation_context.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace mitos::proto::graphql::rules {

class rule {
public:
  explicit rule(validation_context& c) : context_(c) {}

protected:
  void report(std::string message, std::vector<location> locations) {
    context_.report(
        {.message = std::move(message), .locations = std::move(locations), .path = {}, .extensions = {}});
  }
  void report(std::string message, location at) { report(std::move(message), std::vector{at}); }

  validation_context& context_;
};

inline std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// Calls `found` for each name that occurs more than once, with the places of all of them.
template <class Item, class NameOf, class Found>
void for_each_duplicate(const node_list<Item>& items, NameOf name_of, Found found) {
  if (items.size() < 2)
    return;
  std::unordered_map<std::string_view, std::size_t> index;
  std::vector<std::pair<std::string_view, std::vector<location>>> groups;
  for (const Item& item : items) {
    const ast::name& name = name_of(item);
    const auto [known, is_new] = index.try_emplace(name.text, groups.size());
    if (is_new)
      groups.push_back({name.text, {}});
    groups[known->second].second.push_back(name.at);
  }
  for (auto& [name, places] : groups)
    if (places.size() > 1)
      found(name, std::move(places));
}

/// Names that may occur once: reports the second and later with the place of the first.
class unique_names {
public:
  /// The place of the first of that name, nullptr if this is it.
  const location* add(const ast::name& n) {
    const auto [known, is_new] = places_.try_emplace(n.text, n.at);
    return is_new ? nullptr : &known->second;
  }

private:
  std::unordered_map<std::string_view, location> places_;
};

} // namespace mitos::proto::graphql::rules
