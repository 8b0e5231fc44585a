#include "proto/graphql/validate.hpp"

namespace mitos::proto::graphql {

errors validate(const schema&, const ast::document&) { return {}; }

} // namespace mitos::proto::graphql
