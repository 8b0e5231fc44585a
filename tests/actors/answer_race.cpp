// Answers from many threads, while clients come and go: on real threads.
#include "actors/answer.hpp"
#include "actors/schema_executor.hpp"
#include "tests/catch.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

using namespace mitos;
using actors::answer;
using proto::graphql::field_call;
namespace json = proto::json;

namespace {

constexpr std::uint64_t operations = 2000;

/// Answers that threads wait for; some of them are dropped.
class desk {
public:
  void put(answer one) {
    std::lock_guard lock(mutex_);
    owed_.push_back(std::move(one));
    some_.notify_one();
  }
  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    some_.notify_all();
  }
  void serve() {
    while (auto next = take())
      if (++served_ % 7 != 0)
        next->give(json::value::of(1));
  }

private:
  std::optional<answer> take() {
    std::unique_lock lock(mutex_);
    some_.wait(lock, [this] { return closed_ || !owed_.empty(); });
    if (owed_.empty())
      return std::nullopt;
    std::optional<answer> first(std::move(owed_.front()));
    owed_.pop_front();
    return first;
  }

  std::mutex mutex_;
  std::condition_variable some_;
  std::deque<answer> owed_;
  bool closed_ = false;
  std::atomic<int> served_ = 0;
};

/// Starts them all, cancels every third at once, and hears the others to their end.
class crowd : public caf::event_based_actor {
public:
  crowd(caf::actor_config& config, std::promise<std::size_t>& texts)
      : event_based_actor(config),
        texts_(texts) {}

  caf::behavior make_behavior() override {
    return {
        [this](const caf::actor& executor) { start(executor); },
        [this](const actors::operation_next& said) { heard_.insert(said.number); },
        [this](const actors::operation_completed& said) {
          if (said.number % 3 == 0)
            return;
          finished_ += heard_.count(said.number);
          if (finished_ == operations - operations / 3)
            texts_.set_value(finished_);
        },
    };
  }

private:
  void start(const caf::actor& executor) {
    auto request = std::make_shared<proto::request>();
    request->query = "{ a: slow b: slow c: slow }";
    for (std::uint64_t i = 1; i <= operations; ++i) {
      send(executor, actors::start_operation{i, request, {}, 1});
      if (i % 3 == 0)
        send(executor, actors::cancel_operation{i});
    }
  }

  std::promise<std::size_t>& texts_;
  std::set<std::uint64_t> heard_;
  std::size_t finished_ = 0;
};

} // namespace

TEST_CASE("answers from many threads and cancellations do not meet badly") {
  desk counter;
  std::atomic<std::uint64_t> unwanted = 0;
  std::promise<std::size_t> finished;
  caf::actor_system_config config;
  caf::actor_system system(config);
  auto built = proto::graphql::build_schema(
      "type Query { slow: Int }", {{"Query.slow", actors::later([&](const field_call&, answer owed) {
                                      owed.when_unwanted([&unwanted] { ++unwanted; });
                                      counter.put(std::move(owed));
                                    })}});
  actors::served_schema served;
  served.schema = std::get<proto::graphql::shared_schema>(std::move(built));
  auto executor = system.spawn<actors::schema_executor>(
      std::make_shared<const actors::served_schema>(std::move(served)), caf::actor(), "here");
  auto asking = system.spawn<crowd>(finished);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] { counter.serve(); });
  caf::anon_send(asking, executor);
  CHECK(finished.get_future().get() == operations - operations / 3);
  counter.close();
  for (auto& one : threads)
    one.join();
  CHECK(unwanted <= 3 * (operations / 3));
  for (auto& one : {asking, executor})
    caf::anon_send_exit(one, caf::exit_reason::user_shutdown);
}
