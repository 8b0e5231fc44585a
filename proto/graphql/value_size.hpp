/// How large a value is, told before it is copied.
#pragma once

#include "proto/json.hpp"

namespace mitos::proto::graphql {

struct value_size {
  std::size_t values = 0;
  std::size_t bytes = 0;  ///< of texts, numbers and the names of members
  std::size_t levels = 0; ///< of lists and objects in one another
};

value_size size_of(const json::value& v);
/// Of the members alone, as the arguments of a field are.
value_size size_of_members(const json::object& object);

} // namespace mitos::proto::graphql
