/// What the arguments of an operation come to once its variables are put in, told before anything is copied.
#pragma once

#include "proto/graphql/limits.hpp"
#include "proto/graphql/plan.hpp"

namespace mitos::proto::graphql {

/// How often the arguments say a variable, fragments unfolded, and how deep inside literals at most.
struct variable_use {
  std::string_view variable;
  std::size_t count = 0;
  std::size_t levels = 0;
};

/// The literals as they stand, and where variables come in.
struct argument_cost {
  std::size_t values = 0;
  std::size_t bytes = 0;
  std::vector<variable_use> uses;
};

/// Works out each fragment once; the document is valid, so no fragment is within itself.
class argument_counter {
public:
  explicit argument_counter(const graphql::fragments& f) : fragments_(f) {}

  argument_cost of(const ast::operation_definition& o);

private:
  /// Of a selection set; uses are by the variable's number.
  struct sum {
    struct use {
      std::size_t count = 0;
      std::size_t levels = 0;
    };
    std::size_t values = 0;
    std::size_t bytes = 0;
    std::vector<use> uses;

    void add(std::size_t number, const use& more);
    void add(const sum& other);
  };

  const sum& of(const ast::fragment_definition& f);
  void add(sum& s, const ast::selection_set& set);
  void add(sum& s, const ast::value& v, std::size_t levels);
  std::size_t number_of(std::string_view variable);

  const graphql::fragments& fragments_;
  std::vector<std::string_view> variables_;
  std::unordered_map<std::string_view, std::size_t> numbers_;
  std::map<const ast::fragment_definition*, sum> sums_;
};

/// Why the arguments are refused; without a value a variable costs nothing.
std::optional<error> check_arguments(const argument_cost& cost, const json::object& variables,
                                     const limits& limits);

} // namespace mitos::proto::graphql
