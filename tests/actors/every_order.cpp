// Every order of events, with the promises of the design as invariants.
#include "actors/connection.hpp"
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"
#include "tests/test_kit/world.hpp"

#include <algorithm>
#include <caf/send.hpp>
#include <functional>
#include <map>
#include <numeric>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;

namespace {

/// One connection, the acts that may befall it, and what must hold whatever their order.
class life {
public:
  life(world& owner, stub_gatekeeper& keeper, stub_executor& executor, proto::dialect dialect)
      : world_(owner),
        keeper_(keeper),
        executor_(executor),
        dialect_(dialect),
        first_question_(keeper.asked()),
        first_operation_(executor.operations().size()),
        departed_before_(keeper.departures().size()),
        client_(owner.knock(dialect)),
        connection_(client_.wire().connection()) {}

  std::vector<std::function<void()>> acts() {
    return {
        [this] { client_.accepted(); },
        [this] { client_.says(init); },
        [this] { admit(); },
        [this] { caf::anon_send(connection_, actors::init_timed_out{}); },
        [this] { client_.says(ask("a")); },
        [this] { result(); },
        [this] { client_.says(end("a")); },
        [this] {
          caf::anon_send(connection_, actors::close_connection{{1012, "Service restart"}});
        },
        [this] {
          client_.closes({1000, ""});
        },
        [this] { client_.vanishes(); },
        [this] { finish(); },
        [this] { client_.says(ask("a")); },
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
    if (keeper_.asked() > first_question_ && !answered_)
      admit();
    connection_ = {};
    world_.settle();
    CHECK(client_.wire().broken_promises == 0); // one close, nothing after it
    CHECK(keeper_.departures().size() - departed_before_ == (admitted_ ? 1u : 0u));
    CHECK(client_.wire().timers() == 0);
    for (auto i = first_operation_; i < executor_.operations().size(); ++i) {
      auto& one = executor_.operations()[i];
      CHECK((one.cancelled || finished_.count(i) == 1));
      one.connection = {};
    }
    check_texts(client_.hears_all());
  }

private:
  std::string ask(const std::string& id) {
    return dialect_ == proto::dialect::graphql_ws ? start(id) : subscribe(id);
  }
  std::string end(const std::string& id) {
    return dialect_ == proto::dialect::graphql_ws ? stop(id) : complete(id);
  }
  void admit() {
    if (answered_ || keeper_.asked() == first_question_)
      return;
    keeper_.admits(first_question_);
    answered_ = admitted_ = true;
  }
  void refuse() {
    if (answered_ || keeper_.asked() == first_question_)
      return;
    keeper_.refuses(first_question_);
    answered_ = true;
  }
  void answer_nonsense() {
    if (answered_ || keeper_.asked() == first_question_)
      return;
    keeper_.answers_nonsense(first_question_);
    answered_ = true;
  }
  /// More than may wait for a peer that does not read.
  void flood() {
    for (int i = 0; i < 20; ++i)
      result();
  }
  void result() {
    auto count = executor_.operations().size();
    for (auto i = first_operation_; i < count; ++i)
      executor_.sends(i, std::to_string(i));
  }
  void fail() {
    auto count = executor_.operations().size();
    if (count == first_operation_ || !finished_.emplace(count - 1, true).second)
      return;
    executor_.fails(count - 1, R"([{"message":"no"}])");
  }
  void finish() {
    auto count = executor_.operations().size();
    if (count == first_operation_ || !finished_.emplace(count - 1, true).second)
      return;
    executor_.completes(count - 1);
  }

  /// Nothing before the ack, one ack, per operation next* then at most one end, never an old generation.
  void check_texts(const std::vector<std::string>& texts) {
    std::size_t acks = 0;
    std::size_t newest = 0;
    bool ended = false;
    for (auto& heard : texts) {
      CAPTURE(heard);
      if (heard == ack) {
        ++acks;
        continue;
      }
      if (heard == keep_alive || heard.find("connection_error") != heard.npos)
        continue;
      CHECK(acks == 1);
      auto payload = heard.find("\"payload\":");
      if (payload == heard.npos || heard.find("\"error\"") != heard.npos) {
        ended = true;
        continue;
      }
      auto generation = std::stoul(heard.substr(payload + 10)) + 1;
      CHECK(generation >= newest);
      CHECK((generation > newest || !ended));
      newest = generation;
      ended = false;
    }
    CHECK(acks <= 1);
  }

  world& world_;
  stub_gatekeeper& keeper_;
  stub_executor& executor_;
  proto::dialect dialect_;
  std::size_t first_question_;
  std::size_t first_operation_;
  std::size_t departed_before_;
  client client_;
  caf::actor connection_;
  std::map<std::size_t, bool> finished_;
  bool answered_ = false;
  bool admitted_ = false;
};

void live_through(world& w, stub_gatekeeper& keeper, stub_executor& executor, std::uint32_t seed,
                  const std::vector<std::size_t>& order) {
  std::mt19937 random(seed);
  w.shuffle(seed);
  auto dialect = seed % 4 == 0 ? proto::dialect::graphql_ws : proto::dialect::graphql_transport_ws;
  life one(w, keeper, executor, dialect);
  auto acts = one.acts();
  for (auto act : order) {
    acts[act]();
    for (auto steps = random() % 4; steps > 0 && w.step(); --steps) {
    }
    if (random() % 3 == 0)
      w.settle();
  }
  one.check();
}

void check_nothing_left(world& w) {
  w.settle();
  CHECK(w.count().connections.value() == 0);
  CHECK(w.count().operations.value() == 0);
  CHECK(w.count().connections_failed.value() == 0);
  CHECK(w.timers_armed() == 0);
  CHECK(w.actors_alive() == 2); // the stubs
}

} // namespace

TEST_CASE(
    "every order of accept, init, verdict, timeout, subscribe, result and peer's end keeps the promises") {
  world w;
  w.settings().options.keep_alive.reset();
  std::vector<std::size_t> order{0, 1, 2, 3, 4, 5, 9};
  std::uint32_t seed = 0;
  do {
    stub_gatekeeper keeper(w);
    stub_executor executor(w);
    for (int i = 0; i < 70; ++i) {
      INFO("seed " << seed);
      live_through(w, keeper, executor, seed, order);
      ++seed;
      if (!std::next_permutation(order.begin(), order.end()))
        break;
    }
    executor.dies();
    w.settle();
  } while (!std::is_sorted(order.begin(), order.end()));
  CHECK(seed == 5040);
}

TEST_CASE("a seeded sample of longer lives keeps the promises, and 10 000 of them leave nothing behind") {
  world w;
  w.settings().options.max_queue_messages = 16;
  w.settings().options.keep_alive.reset();
  std::vector<std::size_t> order(22);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::uint32_t seed = 0; seed < 10'000;) {
    stub_gatekeeper keeper(w);
    stub_executor executor(w);
    for (int i = 0; i < 100; ++i, ++seed) {
      std::mt19937 random(seed ^ 0x9e3779b9U);
      std::shuffle(order.begin(), order.end(), random);
      // Most lives begin with the accept; without it all else is dropped.
      if (seed % 8 != 0)
        std::iter_swap(order.begin(), std::find(order.begin(), order.end(), std::size_t{0}));
      INFO("seed " << seed);
      live_through(w, keeper, executor, seed, order);
    }
    check_nothing_left(w);
    executor.dies();
    w.settle();
  }
}
