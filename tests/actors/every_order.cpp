// Every order of events, with the promises of the design as invariants.
#include "actors/connection.hpp"
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/explore.hpp"
#include "tests/test_kit/stubs.hpp"

#include <algorithm>
#include <caf/send.hpp>
#include <functional>
#include <map>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;

namespace {

/// One connection, the acts that may befall it, and what must hold whatever their order.
class life {
public:
  life(world& owner, proto::dialect dialect)
      : world_(owner),
        keeper_(owner),
        executor_(owner),
        client_(owner.knock(dialect)),
        connection_(client_.wire().connection()) {}

  std::vector<std::function<void()>> acts() {
    return {
        [this] { client_.accepted(); },
        [this] { client_.inits(); },
        [this] { admit(); },
        [this] { caf::anon_send(connection_, actors::init_timed_out{}); },
        [this] { client_.subscribes("a", "{ x }"); },
        [this] { result(); },
        [this] { client_.completes("a"); },
        [this] {
          caf::anon_send(connection_, actors::close_connection{{1012, "Service restart"}});
        },
        [this] {
          client_.closes({1000, ""});
        },
        [this] { client_.vanishes(); },
        [this] { finish(); },
        [this] { client_.subscribes("a", "{ x }"); },
        [this] { fail(); },
        [this] { caf::anon_send(connection_, actors::executor_lost{}); },
        [this] { refuse(); },
        [this] { answer_nonsense(); },
        [this] { caf::anon_send(connection_, actors::admission_expired{}); },
        [this] { caf::anon_send(connection_, actors::authorisation_timed_out{}); },
        [this] { client_.stalls(); },
        [this] { flood(); },
        [this] { client_.reads_on(); },
        [this] { client_.says("nonsense"); },
    };
  }

  /// Ends what has not ended, then checks.
  void check() {
    client_.vanishes();
    if (keeper_.asked() > 0 && !answered_)
      admit();
    connection_ = {};
    world_.settle();
    world_.expects(client_.wire().broken_promises == 0, "there is one close, and nothing after it");
    world_.expects(keeper_.departures().size() == (admitted_ ? 1u : 0u), "who was admitted departs, once");
    for (std::size_t i = 0; i < executor_.operations().size(); ++i) {
      auto& one = executor_.operations()[i];
      world_.expects(one.cancelled || finished_.count(i) == 1, "every operation is finished or cancelled");
      one.connection = {};
    }
    check_texts(client_.hears_all());
    check_nothing_left();
  }

private:
  void admit() {
    if (answered_ || keeper_.asked() == 0)
      return;
    keeper_.admits(0);
    answered_ = admitted_ = true;
  }
  void refuse() {
    if (answered_ || keeper_.asked() == 0)
      return;
    keeper_.refuses(0);
    answered_ = true;
  }
  void answer_nonsense() {
    if (answered_ || keeper_.asked() == 0)
      return;
    keeper_.answers_nonsense(0);
    answered_ = true;
  }
  /// More than may wait for a peer that does not read.
  void flood() {
    for (int i = 0; i < 20; ++i)
      result();
  }
  void result() {
    auto count = executor_.operations().size();
    for (std::size_t i = 0; i < count; ++i)
      executor_.sends(i, std::to_string(i));
  }
  void fail() {
    auto count = executor_.operations().size();
    if (count == 0 || !finished_.emplace(count - 1, true).second)
      return;
    executor_.fails(count - 1, R"([{"message":"no"}])");
  }
  void finish() {
    auto count = executor_.operations().size();
    if (count == 0 || !finished_.emplace(count - 1, true).second)
      return;
    executor_.completes(count - 1);
  }

  /// Nothing before the ack, one ack, per operation next* then at most one end, never an old generation.
  void check_texts(const std::vector<std::string>& texts) {
    std::size_t acks = 0;
    std::size_t newest = 0;
    bool ended = false;
    for (auto& heard : texts) {
      if (heard == ack) {
        ++acks;
        continue;
      }
      if (heard == keep_alive || heard.find("connection_error") != heard.npos)
        continue;
      world_.expects(acks == 1, "nothing comes before the ack: " + heard);
      auto payload = heard.find("\"payload\":");
      if (payload == heard.npos || heard.find("\"error\"") != heard.npos) {
        ended = true;
        continue;
      }
      auto generation = std::stoul(heard.substr(payload + 10)) + 1;
      world_.expects(generation >= newest, "nothing comes of an old generation: " + heard);
      world_.expects(generation > newest || !ended, "nothing comes after the end: " + heard);
      newest = generation;
      ended = false;
    }
    world_.expects(acks <= 1, "there is one ack");
  }
  void check_nothing_left() {
    world_.expects(world_.count().connections.value() == 0, "no connection is left");
    world_.expects(world_.count().operations.value() == 0, "no operation is left");
    world_.expects(world_.count().connections_failed.value() == 0, "no connection failed");
    world_.expects(world_.timers_armed() == 0, "no timer is left");
    world_.expects(world_.actors_alive() == 2, "no actor is left but the stubs");
  }

  world& world_;
  stub_gatekeeper keeper_;
  stub_executor executor_;
  client client_;
  caf::actor connection_;
  std::map<std::size_t, bool> finished_;
  bool answered_ = false;
  bool admitted_ = false;
};

/// One in four speaks the old dialect.
proto::dialect dialect_of(std::size_t number) {
  return number % 4 == 0 ? proto::dialect::graphql_ws : proto::dialect::graphql_transport_ws;
}

} // namespace

TEST_CASE(
    "every order of accept, init, verdict, timeout, subscribe, result and peer's end keeps the promises") {
  std::vector<std::size_t> order{0, 1, 2, 3, 4, 5, 9};
  std::uint32_t seed = 0;
  do {
    auto live = [&](world& w) {
      w.settings().options.keep_alive.reset();
      life one(w, dialect_of(seed));
      auto acts = one.acts();
      for (auto act : order) {
        w.meanwhile();
        acts[act]();
      }
      one.check();
    };
    explore(1, live, {seed});
    ++seed;
  } while (std::next_permutation(order.begin(), order.end()));
  CHECK(seed == 5040);
}

TEST_CASE("a seeded sample of longer lives keeps the promises, and each of 10 000 leaves nothing behind") {
  auto live = [](proto::dialect dialect, bool accepted_first) {
    return [=](world& w) {
      w.settings().options.max_queue_messages = 16;
      w.settings().options.keep_alive.reset();
      life one(w, dialect);
      auto acts = one.acts();
      if (accepted_first) { // else most of what follows is dropped
        acts.front()();
        acts.erase(acts.begin());
      }
      w.in_any_order(std::move(acts));
      one.check();
    };
  };
  for (std::size_t part = 0; part < 8; ++part)
    explore(1250, live(dialect_of(part), part != 1), {static_cast<std::uint32_t>(1250 * part)});
}
