/// The checks of one schema; internal to validate_schema.
#pragma once

#include "proto/graphql/validation_context.hpp"

#include <map>
#include <set>

namespace mitos::proto::graphql {

class schema_validator {
public:
  explicit schema_validator(const schema& s) : schema_(s) {}

  errors run();

private:
  // validate_schema.cpp
  void check_roots();
  void check(const directive& d);
  void check(const named_type& t);
  void check_fields(const named_type& t);
  void check_union(const named_type& t);
  void check_enum(const named_type& t);
  void check_input_fields(const named_type& t);
  void check_argument(const std::string& coordinate, const input_value& a, bool at_type);
  void check_deprecation(const std::string& subject, const input_value& v);
  void check_input_cycles(const named_type& t);
  void follow(const input_value& f);
  void report_input_cycle(std::size_t first, const named_type& t);
  template <class Node>
  void check_name(const std::string& name, const Node* node);

  // validate_interfaces.cpp
  void check_interfaces(const named_type& t);
  void check_ancestors(const named_type& t, const named_type& interface,
                       const std::unordered_set<const named_type*>& all);
  void check_implementation(const named_type& t, const named_type& interface);
  void check_field(const named_type& t, const field& mine, const named_type& interface, const field& theirs);
  void check_arguments(const std::string& mine_at, const field& mine, const std::string& theirs_at,
                       const field& theirs);
  void check_argument(const std::string& mine_at, const field& mine, const std::string& theirs_at,
                      const input_value& expected);
  void refuse_required(const std::string& mine_at, const input_value& given, const std::string& theirs_at,
                       const field& theirs);

  using places = std::vector<location>;
  void report(std::string message, places at = {});
  static places definitions(const named_type& t);

  const schema& schema_;
  errors errors_;
  /// An input object that is being visited, and which of its fields is next.
  struct visit {
    const named_type* type;
    std::size_t next;
  };
  std::set<const named_type*> visited_;
  std::vector<visit> visits_;
  std::vector<const input_value*> path_; ///< fields on the way from input object to input object
  std::map<const named_type*, std::size_t> index_on_path_;
};

} // namespace mitos::proto::graphql
