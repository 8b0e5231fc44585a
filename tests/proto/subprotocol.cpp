#include "proto/subprotocol.hpp"

#include "tests/catch.hpp"

using namespace mitos::proto;

TEST_CASE("P1: each dialect is chosen by its name") {
  CHECK(choose_subprotocol("graphql-transport-ws") == dialect::graphql_transport_ws);
  CHECK(choose_subprotocol("graphql-ws") == dialect::graphql_ws);
}

TEST_CASE("P1: the first one of the client's list that Mitos speaks is chosen") {
  CHECK(choose_subprotocol("graphql-ws, graphql-transport-ws") == dialect::graphql_ws);
  CHECK(choose_subprotocol("graphql-transport-ws, graphql-ws") == dialect::graphql_transport_ws);
  CHECK(choose_subprotocol("mqtt, x, graphql-ws") == dialect::graphql_ws);
}

TEST_CASE("P1: tokens are trimmed of spaces and tabs") {
  CHECK(choose_subprotocol(" \t graphql-transport-ws \t ") == dialect::graphql_transport_ws);
  CHECK(choose_subprotocol("a,graphql-ws") == dialect::graphql_ws);
}

TEST_CASE("P1: empty tokens are passed over") {
  CHECK(choose_subprotocol(",, ,graphql-ws,") == dialect::graphql_ws);
}

TEST_CASE("P1: the name is exact and case-sensitive") {
  for (const auto* offer :
       {"GraphQL-WS", "graphql-transport-WS", "graphql-w", "graphql-wss", "graphql ws", "graphql-ws;q=1",
        "\"graphql-ws\"", "graphql_ws", "graphql-ws graphql-transport-ws"})
    CHECK_FALSE(choose_subprotocol(offer).has_value());
}

TEST_CASE("P2: an offer of nothing chooses nothing") {
  CHECK_FALSE(choose_subprotocol("").has_value());
  CHECK_FALSE(choose_subprotocol(" , ").has_value());
  CHECK_FALSE(choose_subprotocol("mqtt, wamp").has_value());
}

TEST_CASE("P1: what is chosen is named in the answer as it was asked for") {
  for (const auto* name : {"graphql-transport-ws", "graphql-ws"})
    CHECK(subprotocol_name(choose_subprotocol(name).value()) == name);
}
