/// The plans of one operation: one for each answer that its variables may give to its @skip and @include.
#pragma once

#include "proto/graphql/plan.hpp"

#include <array>
#include <atomic>
#include <optional>
#include <string_view>
#include <vector>

namespace mitos::proto::graphql {

/// How many plans a document may still keep, of selection sets below too: abstract types multiply them.
struct plan_budget {
  explicit plan_budget(std::size_t most) : left(most) {}
  void take(std::size_t plans);
  std::atomic<std::size_t> left;
};

/// Plans are made when they are first asked for, and kept; any thread may ask.
class operation_plans {
public:
  operation_plans(const schema& s, const fragments& f, const ast::selection_set& selections,
                  plan_budget& budget);
  operation_plans(operation_plans&&) = delete;
  ~operation_plans();

  /// For an operation on `root`. nullptr where the variables do not decide, or there are too many plans.
  const selection_plan* find(const named_type& root, const json::object& variables) const;

private:
  struct made_plan;

  /// What the variables say, a bit for each that decides; nothing where one says neither.
  std::optional<std::size_t> bits_of(const json::object& variables) const;
  json::object decided_by(std::size_t bits) const;

  static constexpr std::size_t most_deciding = 4;

  const schema& schema_;
  const fragments& fragments_;
  const ast::selection_set& selections_;
  plan_budget& budget_;
  std::vector<std::string_view> deciding_; ///< the variables that @skip and @include ask
  /// By the bits that the deciding variables make.
  mutable std::array<std::atomic<const made_plan*>, 1U << most_deciding> plans_{};
};

} // namespace mitos::proto::graphql
