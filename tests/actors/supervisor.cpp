#include "actors/supervisor.hpp"
#include "actors/connection.hpp"
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/stubs.hpp"
#include "tests/test_kit/world.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

#include <algorithm>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;

namespace {

/// Asks for a drain and keeps the answer.
class asker : public caf::event_based_actor {
public:
  asker(caf::actor_config& config, caf::actor supervisor, std::shared_ptr<std::optional<std::size_t>> left)
      : event_based_actor(config),
        supervisor_(std::move(supervisor)),
        left_(std::move(left)) {}

  caf::behavior make_behavior() override {
    request(supervisor_, caf::infinite, actors::drain{10s}).then([this](const actors::drained& answer) {
      *left_ = answer.left;
    });
    return {};
  }

private:
  caf::actor supervisor_;
  std::shared_ptr<std::optional<std::size_t>> left_;
};

struct supervised {
  world w;
  caf::actor supervisor;
  std::size_t executors = 0;

  supervised() {
    supervisor = w.system().spawn<actors::supervisor>(w.shared_settings(), [this](actors::supervisor&) {
      stub_executor fresh(w);
      ++executors;
      return w.settings().executor;
    });
    w.settle();
  }

  std::shared_ptr<std::optional<std::size_t>> drain() {
    auto left = std::make_shared<std::optional<std::size_t>>();
    w.system().spawn<asker>(supervisor, left);
    w.settle();
    return left;
  }
};

} // namespace

TEST_CASE("a drain closes every connection with 1012 and answers when none is left") {
  supervised s;
  std::vector<client> clients;
  clients.reserve(10);
  for (int i = 0; i < 10; ++i)
    clients.push_back(s.w.greet());
  auto left = s.drain();
  for (auto& c : clients)
    CHECK(c.sees_close() == proto::close_reason(1012, "Service restart"));
  CHECK(*left == std::size_t{0});
}

TEST_CASE("a drain without connections answers at once") {
  supervised s;
  CHECK(*s.drain() == std::size_t{0});
}

TEST_CASE("a drain of many is paced: batches over half of its time") {
  supervised s;
  std::vector<client> clients;
  clients.reserve(4000);
  for (int i = 0; i < 4000; ++i)
    clients.push_back(s.w.connect());
  auto left = s.drain();
  auto closed = [&] {
    return std::count_if(clients.begin(), clients.end(), [](auto& c) { return bool(c.wire().close_frame); });
  };
  CHECK(closed() == 40);
  s.w.advance(1s);
  CHECK(closed() == 840);
  CHECK(!*left);
  s.w.advance(4s);
  CHECK(closed() == 4000);
  CHECK(*left == std::size_t{0});
}

TEST_CASE("a connection that opens during a drain is closed at once") {
  supervised s;
  auto old = s.w.greet();
  old.ignores_close();
  auto left = s.drain();
  auto late = s.w.knock();
  CHECK(late.sees_close_code() == 1012);
  CHECK(!*left);
}

TEST_CASE("a drain ends with its time, and says how many are left") {
  supervised s;
  s.w.settings().options.closing_timeout = 60s;
  auto deaf = s.w.greet();
  deaf.ignores_close();
  auto left = s.drain();
  s.w.advance(10s);
  CHECK(*left == std::size_t{1});
}

TEST_CASE("promise 7: a dead executor is replaced; its operations end with an error, later ones run") {
  supervised s;
  auto c = s.w.greet();
  c.says(subscribe("1"));
  s.w.settle();
  caf::anon_send_exit(s.w.settings().executor, caf::exit_reason::kill);
  CHECK(c.hears() == message("error", "1", R"([{"message":"Internal server error"}])"));
  CHECK(s.executors == 2);
  c.says(subscribe("2"));
  CHECK(c.hears_all().empty());
  CHECK(s.w.count().operations.value() == 1);
}

TEST_CASE(
    "promise 7: an executor that dies at once is replaced behind pauses that grow, and at once again later") {
  supervised s;
  const auto kill = [&] {
    caf::anon_send_exit(s.w.settings().executor, caf::exit_reason::kill);
    s.w.settle();
  };
  kill();
  CHECK(s.executors == 2);
  for (auto [pause, executors] : {std::pair(10ms, 3), {20ms, 4}, {40ms, 5}}) {
    kill();
    CHECK_FALSE(s.w.settings().executor);
    auto c = s.w.greet();
    c.says(subscribe("1"));
    CHECK(c.hears() == message("error", "1", R"([{"message":"Internal server error"}])"));
    s.w.advance(pause - 1ms);
    CHECK_FALSE(s.w.settings().executor);
    s.w.advance(1ms);
    CHECK(s.executors == static_cast<std::size_t>(executors));
  }
  s.w.advance(2s);
  kill();
  CHECK(s.executors == 6);
}

TEST_CASE("a factory that throws is asked again until it makes an executor") {
  world w;
  int asked = 0;
  auto supervisor = w.spawn<actors::supervisor>(w.shared_settings(), [&](actors::supervisor&) -> caf::actor {
    if (++asked < 3)
      throw std::runtime_error("as the test asked");
    return stub_executor(w).handle();
  });
  w.settle();
  CHECK(asked == 2); // at once
  w.advance(10ms);
  CHECK(asked == 3);
  CHECK(w.settings().executor);
}

TEST_CASE("a second drain waits for the same end, for a time of its own") {
  supervised s;
  s.w.settings().options.closing_timeout = 1min;
  auto c = s.w.greet();
  c.ignores_close();
  const auto first = s.drain();
  s.w.advance(4s);
  const auto second = s.drain();
  CHECK_FALSE(*first);
  SECTION("until nobody is left") {
    c.vanishes();
    s.w.settle();
    CHECK(*first == std::size_t{0});
    CHECK(*second == std::size_t{0});
    CHECK(*s.drain() == std::size_t{0});
  }
  SECTION("until its time is over") {
    s.w.advance(6s);
    CHECK(*first == std::size_t{1});
    CHECK_FALSE(*second);
    s.w.advance(4s);
    CHECK(*second == std::size_t{1});
  }
}

TEST_CASE("an executor that is linked to its supervisor takes nobody with it") {
  supervised s;
  const auto first = s.w.settings().executor;
  caf::anon_send(s.supervisor, caf::exit_msg{first.address(), caf::exit_reason::unhandled_exception});
  s.w.settle();
  CHECK(s.executors == 2);
  auto c = s.w.greet();
  CHECK(*s.drain() == std::size_t{0});
  CHECK(c.sees_close_code() == 1012);
}

TEST_CASE("where the supervisor is gone, the gatekeeper is asked all the same") {
  supervised s;
  stub_gatekeeper keeper(s.w);
  caf::anon_send_exit(s.supervisor, caf::exit_reason::kill);
  s.w.settle();
  auto c = s.w.connect();
  c.says(init);
  CHECK(keeper.asked() == 1);
  keeper.refuses(0);
  CHECK(c.sees_close_code() == 4403);
}
