/// Single Root Field (5.2.3.1): a subscription has one source of events.
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class single_field_subscriptions : rule {
public:
  using rule::rule;

  void enter(const ast::operation_definition& d);

private:
  /// The nodes of each response name, in the order of first appearance.
  using grouped_fields = std::vector<std::vector<const ast::field*>>;
  struct collection;

  void collect(collection& c, const ast::selection_set& set);
  void collect(collection& c, const ast::field& f);
  void collect(collection& c, const ast::fragment_spread& s);
  void collect(collection& c, const ast::inline_fragment& f);
  bool is_included(const ast::directives& directives) const;
  void reserve_work(const ast::selection_set& set);
};

} // namespace mitos::proto::graphql::rules
