#include "proto/graphql/operation_plans.hpp"

#include <algorithm>
#include <set>

namespace mitos::proto::graphql {

namespace {

constexpr std::size_t most_deciding = 2;
/// What coercion may add to the arguments of one plan; the budget counts it as well.
constexpr std::size_t most_added_values = 1000, most_added_bytes = 16'384;

/// Finds the variables that @skip and @include ask, in the fragments too.
class condition_finder {
public:
  explicit condition_finder(const fragments& f) : fragments_(f) {}

  void visit(const ast::selection_set& set) {
    for (const ast::selection& s : set.selections)
      std::visit(
          [this](const auto& node) {
            visit(node.directives);
            visit(node);
          },
          s.data);
  }
  std::vector<std::string_view> found() const { return found_; }

private:
  void visit(const ast::field& f) { visit(f.selection_set); }
  void visit(const ast::inline_fragment& f) { visit(f.selection_set); }
  void visit(const ast::fragment_spread& s) {
    const auto known = fragments_.find(s.name.text);
    if (known != fragments_.end() && visited_.insert(s.name.text).second)
      visit(known->second->selection_set);
  }
  void visit(const ast::directives& list) {
    for (const ast::directive& d : list)
      if (is_condition(d))
        for (const ast::argument& a : d.arguments)
          if (const auto* v = a.value.as<ast::variable>())
            add(v->name);
  }
  void add(std::string_view name) {
    if (std::find(found_.begin(), found_.end(), name) == found_.end())
      found_.push_back(name);
  }

  const fragments& fragments_;
  std::set<std::string_view> visited_;
  std::vector<std::string_view> found_;
};

} // namespace

struct operation_plans::made_plan {
  made_plan(const schema& s, const fragments& f, json::object values, keep_budget& budget)
      : decided(std::move(values)),
        made(s, f, decided, {most_added_values, most_added_bytes}, &budget) {}
  made_plan(const made_plan&) = delete;

  json::object decided;
  planner made;
  const selection_plan* plan = nullptr;
};

operation_plans::operation_plans(const schema& s, const fragments& f, const named_type& root,
                                 const ast::selection_set& selections, keep_budget& budget) {
  condition_finder finder(f);
  finder.visit(selections);
  if (finder.found().size() > most_deciding)
    return;
  deciding_ = finder.found();
  for (std::size_t bits = 0; bits < std::size_t{1} << deciding_.size() && !budget.is_spent(); ++bits) {
    auto& next = *plans_.emplace_back(std::make_unique<made_plan>(s, f, decided_by(bits), budget));
    try {
      next.plan = next.made.plan(root, {&selections});
    } catch (const error&) { // said again when it is executed
    }
  }
}

operation_plans::operation_plans(operation_plans&&) noexcept = default;
operation_plans::~operation_plans() = default;

const selection_plan* operation_plans::find(const json::object& variables) const {
  const auto bits = plans_.empty() ? std::nullopt : bits_of(variables);
  return bits && *bits < plans_.size() ? plans_[*bits]->plan : nullptr;
}

std::optional<std::size_t> operation_plans::bits_of(const json::object& variables) const {
  std::size_t bits = 0;
  for (std::size_t i = 0; i < deciding_.size(); ++i) {
    const json::value* v = variables.find(deciding_[i]);
    const auto* answer = v ? v->as<bool>() : nullptr;
    if (!answer)
      return std::nullopt;
    bits |= std::size_t{*answer} << i;
  }
  return bits;
}

json::object operation_plans::decided_by(std::size_t bits) const {
  json::object decided;
  for (std::size_t i = 0; i < deciding_.size(); ++i)
    decided.set(std::string(deciding_[i]), (bits >> i & 1U) != 0);
  return decided;
}

} // namespace mitos::proto::graphql
