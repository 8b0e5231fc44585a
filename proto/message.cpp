#include "proto/message.hpp"

namespace mitos::proto {

std::string_view subprotocol_name(dialect d) {
  return d == dialect::graphql_ws ? "graphql-ws" : "graphql-transport-ws";
}

} // namespace mitos::proto
