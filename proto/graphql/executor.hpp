/// The walk of one execution over its plan; internal to execute.
#pragma once

#include "proto/graphql/execute.hpp"
#include "proto/graphql/introspection.hpp"

namespace mitos::proto::graphql {

/// Writes the response of one execution. A function that returns false has recorded an error and written
/// what does not count: the nearest place that may be null takes it back.
class executor {
public:
  explicit executor(const execution& e) : e_(e), planner_(e.schema, e.fragments, &e.variables) {}

  std::string run();

private:
  /// Where in the response: a chain from the inside out, of names and indices.
  struct place {
    const place* outer;
    const planned_field* field; ///< of an item, the field whose list it is in
    std::optional<std::size_t> index;
  };
  /// What is completed: a value, or something that introspection describes.
  struct source {
    const json::value* value;
    const void* described = nullptr;
  };
  /// Beside the place, what messages name.
  struct position {
    const place& at;
    const named_type& parent;
  };

  /// Ends the execution, past whatever may be null.
  struct too_large {};

  std::string response();
  std::string too_large_response() const;
  void check_size() const;
  void take_back(std::size_t mark);
  bool root_fields();
  bool execute_fields(const selection_plan& plan, const source& parent, const place* outer);
  bool execute_field(const planned_field& f, const named_type& parent_type, const source& parent,
                     const place* outer);
  bool resolve(const planned_field& f, const source& parent, const position& p);
  bool answer(const planned_field& f, const source& parent, const json::object& arguments, const position& p);
  bool answer(const planned_field& f, const introspected& answered, const position& p);
  bool call(const planned_field& f, const field_call& call, const position& p);

  bool complete(const type& t, const source& s, const position& p);
  bool complete_or_null(const type& t, const source& s, const position& p);
  bool complete_list(const type& item_type, const json::value& list, const position& p);
  bool complete_list(const type& item_type, const std::vector<described>& list, const position& p);
  bool complete_leaf(const named_type& t, const json::value& v, const position& p);
  bool complete_object(const named_type& t, const source& s, const position& p);
  const named_type* resolve_type(const named_type& abstract, const json::value& v, const position& p);

  bool fail(std::string message, const position& p);
  bool fail(error e, const position& p);
  void record(const error& e);

  const execution& e_;
  planner planner_;
  std::string out_;
  std::size_t taken_back_ = 0;
  std::string errors_; ///< as the response says them
};

} // namespace mitos::proto::graphql
