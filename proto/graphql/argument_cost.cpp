#include "proto/graphql/argument_cost.hpp"

#include "proto/graphql/value_size.hpp"

#include <algorithm>

namespace mitos::proto::graphql {

namespace {

constexpr std::size_t most = 1'000'000'000; ///< fragments multiply, and must not overflow

std::size_t limited(std::size_t n) { return std::min(n, most); }

std::size_t text_bytes(const ast::value& v) {
  if (const auto* i = v.as<ast::int_value>())
    return i->text.size();
  if (const auto* f = v.as<ast::float_value>())
    return f->text.size();
  if (const auto* s = v.as<ast::string_value>())
    return s->text.size();
  const auto* e = v.as<ast::enum_value>();
  return e ? e->name.size() : 0;
}

error refused(std::string message) {
  return {.message = std::move(message), .locations = {}, .path = {}, .extensions = {}};
}

std::optional<error> check(std::size_t values, std::size_t bytes, const limits& limits) {
  if (bytes > limits.coerced_bytes)
    return refused("Arguments of more than " + std::to_string(limits.coerced_bytes) + " bytes.");
  if (values > limits.coerced_values)
    return refused("Arguments of more than " + std::to_string(limits.coerced_values) + " values.");
  return std::nullopt;
}

} // namespace

void argument_counter::sum::add(std::size_t number, const use& more) {
  if (uses.size() <= number)
    uses.resize(number + 1);
  uses[number].count = limited(uses[number].count + more.count);
  uses[number].levels = std::max(uses[number].levels, more.levels);
}

void argument_counter::sum::add(const sum& other) {
  values = limited(values + other.values);
  bytes = limited(bytes + other.bytes);
  for (std::size_t i = 0; i < other.uses.size(); ++i)
    add(i, other.uses[i]);
}

argument_cost argument_counter::of(const ast::operation_definition& o) {
  sum s;
  add(s, o.selection_set);
  argument_cost cost{s.values, s.bytes, {}};
  for (std::size_t i = 0; i < s.uses.size(); ++i)
    if (s.uses[i].count > 0)
      cost.uses.push_back({variables_[i], s.uses[i].count, s.uses[i].levels});
  return cost;
}

const argument_counter::sum& argument_counter::of(const ast::fragment_definition& f) {
  const auto [known, is_new] = sums_.try_emplace(&f);
  if (is_new)
    add(known->second, f.selection_set);
  return known->second;
}

void argument_counter::add(sum& s, const ast::selection_set& set) {
  for (const ast::selection& selection : set.selections) {
    if (const auto* f = selection.as<ast::field>()) {
      for (const ast::argument& a : f->arguments)
        add(s, a.value, 0);
      add(s, f->selection_set);
    } else if (const auto* inlined = selection.as<ast::inline_fragment>()) {
      add(s, inlined->selection_set);
    } else if (const auto found = fragments_.find(selection.as<ast::fragment_spread>()->name.text);
               found != fragments_.end()) {
      s.add(of(*found->second));
    }
  }
}

void argument_counter::add(sum& s, const ast::value& v, std::size_t levels) {
  if (const auto* variable = v.as<ast::variable>())
    return s.add(number_of(variable->name), {1, levels});
  s.values = limited(s.values + 1);
  s.bytes = limited(s.bytes + text_bytes(v));
  if (const auto* list = v.as<ast::list_value>())
    for (const ast::value& item : list->values)
      add(s, item, levels + 1);
  if (const auto* object = v.as<ast::object_value>())
    for (const ast::object_field& f : object->fields) {
      s.bytes = limited(s.bytes + f.name.text.size());
      add(s, f.value, levels + 1);
    }
}

std::size_t argument_counter::number_of(std::string_view variable) {
  const auto [known, is_new] = numbers_.try_emplace(variable, variables_.size());
  if (is_new)
    variables_.push_back(variable);
  return known->second;
}

std::optional<error> check_arguments(const argument_cost& cost, const json::object& variables,
                                     const limits& limits) {
  auto [values, bytes, uses] = cost;
  auto fault = check(values, bytes, limits);
  for (auto use = uses.begin(); use != uses.end() && !fault; ++use) {
    const json::value* v = variables.find(use->variable);
    const value_size size = v ? size_of(*v) : value_size{};
    values += use->count * size.values;
    bytes += use->count * size.bytes;
    fault = check(values, bytes, limits);
    if (!fault && size.levels > 0 && use->levels + size.levels > literal_limits.depth)
      fault = refused("Variable \"$" + std::string(use->variable) + "\" makes an argument of more than " +
                      std::to_string(literal_limits.depth) + " levels.");
  }
  return fault;
}

} // namespace mitos::proto::graphql
