// Resolvers that block: they run elsewhere, so many at once, and so many wait.
#include "actors/background.hpp"
#include "tests/actors/hosted.hpp"

#include <caf/event_based_actor.hpp>

#include <condition_variable>
#include <future>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;
using actors::background_call;
using proto::graphql::outcome;
namespace json = proto::json;
using texts = std::vector<std::string>;

namespace {

const std::string sdl = "type Query { slow(n: Int): Int thing: Thing } type Thing { name: Int }";

json::value thing() {
  json::object made;
  made.set("id", "t");
  return made;
}

/// On the world's scheduler, so that nothing runs before the test says so.
struct served {
  actors::background_resolver run;
  caf::actor background;
  hosted h{sdl,
           {{"Query.slow", [this](const auto& call) { return resolve(call); }},
            {"Query.thing", [](const auto&) { return thing(); }},
            {"Thing.name", [this](const auto& call) { return resolve(call); }}}};
  client c = h.w.greet();

  served(actors::background_resolver f, std::size_t workers, std::size_t max_waiting) : run(std::move(f)) {
    background = actors::spawn_background(h.w.system(), {workers, max_waiting, false});
    h.w.adopt(background);
    h.w.settle();
  }
  proto::graphql::resolved resolve(const proto::graphql::field_call& call) {
    return actors::in_background(background, run)(call);
  }
};

outcome ten_times(const background_call& call) {
  return json::value::of(10 * std::stoll(call.arguments.find("n")->as<json::number>()->text));
}

} // namespace

TEST_CASE("a resolver in the background answers like any other") {
  served s(ten_times, 2, 10);
  s.c.says(subscribe("1", "{ a: slow(n: 1) b: slow(n: 2) c: slow(n: 3) }"));
  CHECK(s.c.hears_all() == texts{next("1", R"({"data":{"a":10,"b":20,"c":30}})"), complete("1")});
}

TEST_CASE("it sees copies of what a resolver sees") {
  std::optional<background_call> seen;
  served s(
      [&](const background_call& call) -> outcome {
        CHECK(call.is_wanted());
        seen = call;
        return json::value::of(1);
      },
      1, 10);
  s.c.says(subscribe("1", "{ x: thing { y: name } }"));
  CHECK(s.c.hears_all() == texts{next("1", R"({"data":{"x":{"y":1}}})"), complete("1")});
  REQUIRE(seen);
  CHECK(seen->path == std::vector<proto::graphql::path_key>{"x", "y"});
  CHECK(seen->parent == thing());
  seen.reset();
}

TEST_CASE("what it throws is the field's error") {
  served s([](const background_call&) -> outcome { throw std::runtime_error("no luck"); }, 1, 10);
  s.c.says(subscribe("1", "{ slow }"));
  CHECK(s.c.hears_all() == texts{next("1", fault("no luck", 3, "slow")), complete("1")});
}

TEST_CASE("of more calls than may wait the last are refused") {
  served s(ten_times, 1, 2);
  s.c.says(subscribe("1", "{ a: slow(n: 1) b: slow(n: 2) c: slow(n: 3) d: slow(n: 4) }"));
  const auto heard = s.c.hears_all();
  REQUIRE(heard.size() == 2);
  CHECK(heard[0].find(R"("data":{"a":10,"b":20,"c":30,"d":null}})") != std::string::npos);
  CHECK(heard[0].find("Query.slow was not answered: too many calls wait.") != std::string::npos);
}

TEST_CASE("what nobody waits for any more is not begun, and takes no place") {
  int calls = 0;
  served s(
      [&](const background_call&) {
        ++calls;
        return json::value::of(1);
      },
      0, 1);
  s.c.says(subscribe("1", "{ slow }"));
  s.h.w.settle();
  s.c.says(complete("1"));
  s.c.says(subscribe("2", "{ slow }"));
  CHECK(s.c.hears_all().empty());
  s.c.says(subscribe("3", "{ slow }"));
  const auto heard = s.c.hears_all();
  REQUIRE(heard.size() == 2);
  CHECK(heard[0].find("too many calls wait") != std::string::npos);
  CHECK(calls == 0);
}

TEST_CASE("a background that ends answers what waits with errors") {
  served s(ten_times, 0, 10);
  s.c.says(subscribe("1", "{ slow(n: 1) }"));
  CHECK(s.c.hears_all().empty());
  caf::anon_send_exit(s.background, caf::exit_reason::user_shutdown);
  CHECK(s.c.hears_all() == texts{next("1", fault("Query.slow was not answered.", 3, "slow")), complete("1")});
}

namespace {

/// Lets each through once all are there.
class meeting {
public:
  explicit meeting(int guests) : missing_(guests) {}
  void wait() {
    std::unique_lock lock(mutex_);
    threads_.insert(std::this_thread::get_id());
    --missing_;
    all_.notify_all();
    all_.wait(lock, [this] { return missing_ <= 0; });
  }
  std::size_t threads() const { return threads_.size(); }

private:
  std::mutex mutex_;
  std::condition_variable all_;
  int missing_;
  std::set<std::thread::id> threads_;
};

class collector : public caf::event_based_actor {
public:
  collector(caf::actor_config& config, std::promise<std::string>& got)
      : event_based_actor(config),
        got_(got) {}
  caf::behavior make_behavior() override {
    return {[this](const actors::operation_next& said) { got_.set_value(*said.payload); },
            [](const actors::operation_completed&) {},
            [this](const caf::actor& executor) {
              auto request = std::make_shared<proto::request>();
              request->query = "{ a: slow b: slow c: slow }";
              send(executor, actors::start_operation{1, request, {}, 1});
            }};
  }

private:
  std::promise<std::string>& got_;
};

} // namespace

TEST_CASE("workers of their own threads block nobody, not even the only thread of the scheduler") {
  caf::actor_system_config config;
  config.set("scheduler.max-threads", std::size_t{1});
  meeting all(3);
  std::promise<std::string> got;
  caf::actor_system system(config);
  auto background = actors::spawn_background(system, {3, 10, true});
  auto built = proto::graphql::build_schema(
      sdl, {{"Query.slow", actors::in_background(background, [&](const background_call&) {
               all.wait();
               return json::value::of(1);
             })}});
  actors::served_schema served;
  served.schema = std::get<proto::graphql::shared_schema>(std::move(built));
  auto executor = system.spawn<actors::schema_executor>(
      std::make_shared<const actors::served_schema>(std::move(served)), caf::actor(), "here");
  auto asking = system.spawn<collector>(got);
  caf::anon_send(asking, executor);
  CHECK(got.get_future().get() == R"({"data":{"a":1,"b":1,"c":1}})");
  CHECK(all.threads() == 3);
  for (auto& one : {asking, executor, background})
    caf::anon_send_exit(one, caf::exit_reason::user_shutdown);
}
