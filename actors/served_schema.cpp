#include "actors/served_schema.hpp"

#include <stdexcept>

namespace mitos::actors {

void check(const served_schema& served) {
  for (const auto& [field, choose] : served.sources) {
    if (!proto::graphql::has_subscription(*served.schema, field))
      throw std::invalid_argument("No subscription field \"" + field + "\" in the schema for its source.");
    if (!choose)
      throw std::invalid_argument("The source of subscription field \"" + field + "\" is empty.");
  }
}

} // namespace mitos::actors
