#include "tests/catch.hpp"
#include "tests/net/peer.hpp"
#include "tests/net/served.hpp"

using namespace mitos::tests;
using namespace std::chrono_literals;

namespace {

const std::string init = text_frame(R"({"type":"connection_init"})");
const std::string subscribe = text_frame(R"({"id":"1","type":"subscribe","payload":{"query":"{ x }"}})");

/// What a client says before the answer to its upgrade has left, with it, and when it has been read.
struct timing {
  const char* name;
  std::string with_upgrade;
  std::string after_upgrade;
};

const timing timings[] = {
    {"before the accept", init + subscribe, ""},
    {"half before, half after", init.substr(0, 7), init.substr(7) + subscribe},
    {"after the accept", "", init + subscribe},
    {"never", "", ""},
};

} // namespace

TEST_CASE("the race of its birth: init timeout 0 on a real socket, two thousand times") {
  auto options = usual_options();
  options.connection.init_timeout = 0s;
  served server(options);
  for (int i = 0; i < 2000; ++i) {
    const auto& when = timings[i % std::size(timings)];
    INFO(when.name);
    peer p(server.port());
    p.says(upgrade_request() + when.with_upgrade);
    if (i % 8 < 4)
      p.hears_until("\r\n\r\n");
    p.says(when.after_upgrade);
    if (i % 8 >= 4)
      p.hears_until("\r\n\r\n");
    auto first = p.hears();
    REQUIRE(first);
    REQUIRE(first->opcode == 8);
    REQUIRE(first->close_code() == 4408);
    REQUIRE(first->close_text() == "Connection initialisation timeout");
    p.says(close_frame(4408));
    REQUIRE(!p.hears());
  }
  CHECK(server.comes_to("connections", 0));
  CHECK(server->metric("init_timeouts") == 2000);
  CHECK(server->metric("connections_failed") == 0);
  CHECK(server->metric("operations_started") == 0);
}
