/// Values of Correct Type (5.6.1), Input Object Field Names (5.6.2) and Required Fields (5.6.4).
#pragma once

#include "proto/graphql/rules/rule.hpp"

namespace mitos::proto::graphql::rules {

class values_of_correct_type : rule {
public:
  using rule::rule;

  bool enter(const ast::value& v, const ast::list_value&);
  bool enter(const ast::value& v, const ast::object_value& object);
  void enter(const ast::object_field& f);
  void enter(const ast::value& v, const ast::null_value&);
  void enter(const ast::value&, const ast::variable&) {}
  template <class Leaf>
  void enter(const ast::value& v, const Leaf&) {
    check(v);
  }

private:
  void check(const ast::value& v);
  void check_one_of(const ast::value& v, const ast::object_value& object, const named_type& t);
  void expected(const type& t, const ast::value& v, const std::string& end = ".");
};

} // namespace mitos::proto::graphql::rules
