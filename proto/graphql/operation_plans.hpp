/// The plans of one operation: one for each answer that its variables may give to its @skip and @include.
#pragma once

#include "proto/graphql/plan.hpp"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace mitos::proto::graphql {

/// Made ahead of any request, and kept.
class operation_plans {
public:
  /// For an operation on `root`.
  operation_plans(const schema& s, const fragments& f, const named_type& root,
                  const ast::selection_set& selections, keep_budget& budget);
  operation_plans(operation_plans&&) noexcept;
  ~operation_plans();

  /// nullptr where the variables do not decide, or there is no plan.
  const selection_plan* find(const json::object& variables) const;

private:
  struct made_plan;

  /// What the variables say, a bit for each that decides; nothing where one says neither.
  std::optional<std::size_t> bits_of(const json::object& variables) const;
  json::object decided_by(std::size_t bits) const;

  std::vector<std::string_view> deciding_;        ///< the variables that @skip and @include ask
  std::vector<std::unique_ptr<made_plan>> plans_; ///< by the bits that the deciding variables make
};

} // namespace mitos::proto::graphql
