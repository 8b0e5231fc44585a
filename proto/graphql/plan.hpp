/// Which fields a selection set asks of an object type, worked out before anything is executed.
#pragma once

#include "proto/graphql/coerce.hpp"

#include <list>
#include <map>
#include <unordered_map>

namespace mitos::proto::graphql {

struct selection_plan;

/// The field nodes of one response name, and all of the field that no value decides.
struct planned_field {
  std::string_view response_name;
  std::string key; ///< as the response says it: "name":
  const field* definition = nullptr;
  std::vector<const ast::field*> nodes;
  const json::object* arguments = nullptr; ///< coerced, where no variable decides them
  /// The plans below, by the object type that the field resolves to; what is not there is made when needed.
  std::vector<std::pair<const named_type*, const selection_plan*>> below;

  const selection_plan* find_below(const named_type& t) const;
};

/// A grouped field set (specification, section 6.3.2).
struct selection_plan {
  const named_type* type = nullptr;
  std::vector<planned_field> fields;
};

using fragments = std::unordered_map<std::string_view, const ast::fragment_definition*>;

/// By the node that says them and the field that takes them.
struct coerced_arguments {
  std::map<std::pair<const ast::field*, const field*>, json::object> of;
};

/// Whether it is @skip or @include.
bool is_condition(const ast::directive& d);

/// What may still be kept of what is made ahead: abstract types multiply plans, and plans their arguments.
class keep_budget {
public:
  explicit keep_budget(std::size_t bytes) : left_(bytes) {}
  bool is_spent() const { return left_ == 0; }
  /// False where that is too much: then all is spent.
  bool spend(std::size_t bytes) {
    const bool fits = bytes <= left_;
    left_ = fits ? left_ - bytes : 0;
    return fits;
  }

private:
  std::size_t left_;
};

/// CollectFields. Owns the plans that it makes, and the arguments.
class planner {
public:
  /// For one request; or ahead of any, with some of the variables and what may be kept.
  planner(const schema& s, const fragments& f, const json::object& variables, additions added,
          keep_budget* ahead = nullptr)
      : schema_(s),
        fragments_(f),
        variables_(variables),
        added_(added),
        ahead_(ahead) {}

  /// The plan of the selection sets for an object type; nullptr where variables decide that there are not
  /// yet, or it is more than may be kept. Throws an `error` where an argument of @skip or @include does not
  /// fit.
  const selection_plan* plan(const named_type& object, const std::vector<const ast::selection_set*>& sets);
  const selection_plan* plan_below(const planned_field& f, const named_type& object);
  /// The same, made once.
  const selection_plan& made_below(const planned_field& f, const named_type& object);
  /// Coerced once however many plans and objects ask. Throws an `error` without a path.
  const json::object& arguments_of(const planned_field& f);
  /// Those of the fields of a plan; what does not fit is left for whoever executes it.
  void coerce_ahead(const selection_plan& plan);
  coerced_arguments take_arguments() { return std::move(arguments_); }
  /// Looks there first.
  void use(const coerced_arguments& known) { known_ = &known; }

private:
  struct collection;

  bool collect(collection& c, const ast::selection_set& set);
  bool collect(collection& c, const ast::field& f);
  bool collect(collection& c, const ast::fragment_spread& s);
  bool collect(collection& c, const ast::inline_fragment& f);
  void complete(planned_field& f);
  bool may_keep(const selection_plan& plan);
  void keep_arguments(planned_field& f);
  void plan_ahead(planned_field& f);
  bool applies(const ast::name& type_condition, const named_type& object) const;
  bool is_included(const ast::directives& directives);
  bool is_open(const ast::directives& directives) const;

  const schema& schema_;
  const fragments& fragments_;
  const json::object& variables_;
  additions added_;
  keep_budget* ahead_;
  std::list<selection_plan> plans_;
  std::map<std::pair<const planned_field*, const named_type*>, const selection_plan*> made_;
  coerced_arguments arguments_;
  const coerced_arguments* known_ = nullptr;
};

} // namespace mitos::proto::graphql
