#include "proto/next_encoder.hpp"

#include "tests/catch.hpp"

using namespace mitos::proto;

TEST_CASE("results of one operation are encoded one after the other as each would be alone") {
  const std::string id = "a\"b";
  for (const auto d : {dialect::graphql_transport_ws, dialect::graphql_ws}) {
    std::string memory = "what was there before";
    next_encoder encoder(memory, d, id);
    for (const auto* payload : {R"({"data":{"n":1000}})", "{}", R"({"data":null})"}) {
      std::string alone;
      encode_next(alone, d, id, payload);
      CHECK(encoder.encode(payload) == alone);
    }
  }
}
