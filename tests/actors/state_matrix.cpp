// Every event in every state: what the states of connection.cpp name, and what they drop.
#include "actors/connection.hpp"
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"
#include "tests/test_kit/world.hpp"

#include <caf/send.hpp>
#include <functional>
#include <map>
#include <sstream>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;

namespace {

// "drop": the state does not name it; "-": heard, and nothing to be seen; "gone": the actor has ended;
// else the close code, or the type of the message that was sent.
const auto matrix = R"(
                         accepting awaiting_init authorising ready closing closed
accepted                 -         drop          drop        drop  drop    drop
connection_init          drop      -             4429        4429  drop    drop
ping                     drop      pong          pong        pong  drop    drop
pong                     drop      -             -           -     drop    drop
subscribe                drop      4401          4401        -     drop    drop
complete                 drop      -             -           -     drop    drop
next                     drop      4400          4400        4400  drop    drop
garbage                  drop      4400          4400        4400  drop    drop
binary                   drop      4400          4400        4400  drop    drop
wire_violated            1002      1002          1002        1002  drop    drop
wire_stalled             drop      1013          1013        1013  drop    drop
wire_drained             drop      drop          drop        -     drop    drop
init_timed_out           drop      4408          drop        drop  drop    drop
authorisation_timed_out  drop      drop          4408        drop  drop    drop
admission_expired        drop      drop          drop        4403  drop    drop
closing_timed_out        drop      drop          drop        drop  gone    drop
keep_alive_due_of_old    drop      -             -           -     drop    drop
close_connection         1012      1012          1012        1012  drop    drop
admitted                 drop      drop          connection_ack drop - gone
refused                  drop      drop          4403        drop  -       gone
operation_next           drop      drop          drop        -     drop    drop
operation_completed      drop      drop          drop        -     drop    drop
operation_failed         drop      drop          drop        -     drop    drop
executor_lost            drop      drop          drop        -     drop    drop
wire_closed              gone      gone          -           gone  gone    drop
)";

// The other dialect, where it differs.
const auto legacy_matrix = R"(
                         accepting awaiting_init authorising ready closing closed
accepted                 -         drop          drop        drop  drop    drop
connection_init          drop      -             4429        4429  drop    drop
subscribe                drop      4401          -           -     drop    drop
complete                 drop      -             -           -     drop    drop
terminate                drop      1000          1000        1000  drop    drop
next                     drop      error         error       error drop    drop
garbage                  drop      connection_error connection_error connection_error drop drop
binary                   drop      4400          4400        4400  drop    drop
init_timed_out           drop      4408          drop        drop  drop    drop
authorisation_timed_out  drop      drop          4408        drop  drop    drop
admitted                 drop      drop          connection_ack drop - gone
refused                  drop      drop          4403        drop  -       gone
wire_closed              gone      gone          -           gone  gone    drop
)";

using event = std::function<void(const caf::actor&)>;

template <class Message>
event tell(Message said) {
  return [said](const caf::actor& connection) { caf::anon_send(connection, said); };
}

event say(const std::string& text) { return tell(actors::text_received{text}); }

const proto::shared_text text = std::make_shared<const std::string>("[]");

using event_table = std::map<std::string, event>;

const event_table events = {
    {"accepted", tell(actors::accepted{})},
    {"connection_init", say(init)},
    {"ping", say(R"({"type":"ping"})")},
    {"pong", say(R"({"type":"pong"})")},
    {"subscribe", say(subscribe("1"))},
    {"complete", say(complete("1"))},
    {"next", say(next("1", "{}"))},
    {"garbage", say("garbage")},
    {"binary", tell(actors::binary_received{})},
    {"wire_violated", tell(actors::wire_violated{{1002, ""}})},
    {"wire_stalled", tell(actors::wire_stalled{})},
    {"wire_drained", tell(actors::wire_drained{})},
    {"init_timed_out", tell(actors::init_timed_out{})},
    {"authorisation_timed_out", tell(actors::authorisation_timed_out{})},
    {"admission_expired", tell(actors::admission_expired{})},
    {"closing_timed_out", tell(actors::closing_timed_out{})},
    {"keep_alive_due_of_old", tell(actors::keep_alive_due{0})},
    {"close_connection", tell(actors::close_connection{{1012, ""}})},
    {"admitted", tell(actors::admitted{})},
    {"refused", tell(actors::refused{})},
    {"operation_next", tell(actors::operation_next{99, text})},
    {"operation_completed", tell(actors::operation_completed{99})},
    {"operation_failed", tell(actors::operation_failed{99, text})},
    {"executor_lost", tell(actors::executor_lost{})},
    {"wire_closed", tell(actors::wire_closed{{1006, ""}})},
};

/// The same events, said in the other dialect.
event_table legacy_events() {
  auto said = events;
  said["subscribe"] = say(start("1"));
  said["complete"] = say(stop("1"));
  said["terminate"] = say(terminate);
  said["next"] = say(data("1", "{}"));
  return said;
}

/// Brings a fresh connection into a state, with a verdict still on its way where there can be one.
client bring(world& w, stub_gatekeeper& keeper, const std::string& state, proto::dialect dialect) {
  auto c = w.knock(dialect);
  if (state == "accepting")
    return c;
  c.accepted();
  if (state != "awaiting_init")
    c.says(init);
  w.settle();
  if (state == "ready") {
    keeper.admits(keeper.asked() - 1);
    REQUIRE(c.hears() == ack);
    c.hears_all();
  } else if (state == "closing") {
    keeper.admits(keeper.asked() - 1);
    c.ignores_close();
    w.settle();
    c.hears_all();
    c.says(init);
    REQUIRE(c.sees_close_code() == 4429);
    c.wire().close_frame.reset();
  } else if (state == "closed") {
    c.vanishes();
    w.settle();
  }
  return c;
}

std::string outcome(world& w, client& c, std::size_t alive, std::int64_t dropped) {
  w.settle();
  if (auto close = c.sees_close())
    return std::to_string(close->code);
  if (auto heard = c.hears()) {
    const auto type = heard->find(R"("type":")") + 8;
    return heard->substr(type, heard->find('"', type) - type);
  }
  if (w.actors_alive() < alive)
    return "gone";
  return w.count().messages_dropped.value() > dropped ? "drop" : "-";
}

/// Checks each cell, and returns how many events the table has.
std::size_t check(const char* cells, const event_table& said, proto::dialect dialect) {
  std::istringstream table(cells);
  std::string line;
  std::getline(table, line);
  std::getline(table, line);
  std::istringstream head(line);
  std::vector<std::string> states{std::istream_iterator<std::string>(head), {}};
  REQUIRE(states.size() == 6);
  world w;
  stub_gatekeeper keeper(w);
  stub_executor executor(w);
  std::size_t rows = 0;
  for (; std::getline(table, line); ++rows) {
    std::istringstream row(line);
    std::string heard;
    row >> heard;
    for (auto& state : states) {
      std::string expected;
      row >> expected;
      auto c = bring(w, keeper, state, dialect);
      auto handle = state == "closed" ? w.last_connection() : c.wire().connection();
      auto alive = w.actors_alive();
      auto dropped = w.count().messages_dropped.value();
      said.at(heard)(handle);
      CAPTURE(heard, state);
      CHECK(outcome(w, c, alive, dropped) == expected);
      CHECK(c.wire().broken_promises == 0);
    }
  }
  return rows;
}

} // namespace

TEST_CASE("every state names what it hears, and drops the rest") {
  CHECK(check(matrix, events, proto::dialect::graphql_transport_ws) == events.size());
}

TEST_CASE("L9: the states of the legacy dialect are the same, but for what it says otherwise") {
  CHECK(check(legacy_matrix, legacy_events(), proto::dialect::graphql_ws) == 13);
}
