/// Values that come in, made to fit their types (specification, sections 3.4 to 3.12, 6.1.2 and 6.4.1).
#pragma once

#include "proto/graphql/schema.hpp"

#include <optional>
#include <variant>

namespace mitos::proto::graphql {

/// What coercion may still add to what was written: defaults, and lists around single values. A few
/// characters can ask for many of them, again and again.
class additions {
public:
  additions(std::size_t values, std::size_t bytes) : values_(values), bytes_(bytes) {}

  /// Throws an `error` without a path.
  void spend(const value_size& more, location at);

private:
  std::size_t values_;
  std::size_t bytes_;
  value_size spent_;
};

/// A literal as a value of `t`; nothing where it does not fit, or names a variable that has no value. Throws
/// what `additions` throws.
std::optional<json::value> value_from_ast(const ast::value& literal, const type& t, additions& added,
                                          const json::object* variables = nullptr);

/// A variable of an operation, its type resolved: nullptr where that is no input type.
struct variable {
  const ast::variable_definition* definition = nullptr;
  const graphql::type* type = nullptr;
};

/// CoerceVariableValues.
std::variant<json::object, errors> coerce_variable_values(const std::vector<variable>& variables,
                                                          const json::object& given, additions& added);

/// CoerceArgumentValues of a field or directive that stands at `at`. Throws an `error` without a path.
json::object coerce_argument_values(const std::vector<input_value>& definitions,
                                    const node_list<ast::argument>& given, location at,
                                    const json::object& variables, additions& added);

} // namespace mitos::proto::graphql
