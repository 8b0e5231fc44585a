#include "proto/graphql/place.hpp"

#include "proto/graphql/plan.hpp"

#include <algorithm>

namespace mitos::proto::graphql {

const type& type_of(const place& p) {
  return p.index ? *type_of(*p.outer).nullable().of_type : *p.field->definition->type;
}

std::vector<path_key> path_of(const place& p) {
  std::vector<path_key> path;
  for (const place* at = &p; at; at = at->outer)
    path.push_back(at->index ? path_key(*at->index) : path_key(std::string(at->field->response_name)));
  std::reverse(path.begin(), path.end());
  return path;
}

std::string coordinate_of(const position& p) { return p.parent.name + "." + p.at.field->definition->name; }

} // namespace mitos::proto::graphql
