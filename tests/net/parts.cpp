#include "net/alarms.hpp"
#include "net/rate.hpp"
#include "net/write_queue.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

using namespace mitos;
using namespace std::chrono_literals;
using proto::websocket::opcode;

namespace {

struct sleeper final : net::alarm_owner {
  explicit sleeper(std::vector<int>& list, int called) : heard(list), name(called) {}
  void alarm_due(std::uint8_t) override { heard.push_back(name); }

  std::vector<int>& heard;
  int name;
  net::alarm clock{*this, 0};
};

} // namespace

TEST_CASE("alarms ring in their order, those that were put off not at all") {
  std::vector<int> heard;
  std::vector<std::unique_ptr<sleeper>> sleepers;
  net::alarms alarms;
  std::mt19937 random(7);
  const net::time_point start{};
  std::vector<int> minutes(500);
  for (int i = 0; i < 500; ++i)
    minutes[static_cast<std::size_t>(i)] = i;
  std::shuffle(minutes.begin(), minutes.end(), random);
  for (int minute : minutes) {
    sleepers.push_back(std::make_unique<sleeper>(heard, minute));
    alarms.set(sleepers.back()->clock, start + 1h);
    alarms.set(sleepers.back()->clock, start + std::chrono::minutes(minute));
  }
  std::vector<int> expected;
  for (auto& each : sleepers)
    if (random() % 2 == 0)
      alarms.put_off(each->clock);
    else
      expected.push_back(each->name);
  std::sort(expected.begin(), expected.end());
  CHECK(alarms.next() == start + std::chrono::minutes(expected.front()));
  alarms.ring(start + std::chrono::minutes(500));
  CHECK(heard == expected);
  CHECK_FALSE(alarms.next());
}

TEST_CASE("a rate lets its burst through, then as many as come due") {
  net::rate rate;
  net::time_point now{1h};
  for (int i = 0; i < 20; ++i)
    CHECK(rate.count(now, 10, 20) == 0s);
  CHECK(rate.count(now, 10, 20) == 100ms);
  CHECK(rate.count(now, 10, 20) == 200ms);
  CHECK(rate.count(now + 300ms, 10, 20) == 0s);
  CHECK(rate.count(now + 1h, 10, 20) == 0s);
}

TEST_CASE("a write queue counts the messages that have not left completely") {
  net::write_queue queue;
  queue.push_raw("HTTP");
  queue.push(opcode::text, "abc");
  queue.push(opcode::text, std::string(70'000, 'x'));
  queue.push(opcode::ping, "");
  CHECK(queue.messages() == 3);
  queue.pop(4 + 4);
  CHECK(queue.messages() == 3);
  queue.pop(1);
  CHECK(queue.messages() == 2);
  queue.pop(70'000);
  CHECK(queue.messages() == 2);
  queue.pop(10);
  CHECK(queue.messages() == 1);
  queue.pop(2);
  CHECK(queue.empty());
  CHECK(queue.messages() == 0);
}

TEST_CASE("of what is dropped from a write queue only the message stays that has begun to leave") {
  net::write_queue queue;
  queue.push(opcode::text, "first");
  queue.push(opcode::text, "second");
  queue.push(opcode::text, "third");
  queue.pop(7 + 3);
  queue.drop_unbegun();
  CHECK(queue.messages() == 1);
  CHECK(queue.front() == "econd");
  queue.pop(5);
  queue.push(opcode::text, "a");
  queue.drop_unbegun();
  CHECK(queue.empty());
}

TEST_CASE("a write queue is written whole whatever pieces the socket takes") {
  std::mt19937 random(11);
  net::write_queue queue;
  std::string expected;
  std::string written;
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 700, static_cast<char>('a' + round % 26));
    queue.push(opcode::text, text);
    proto::websocket::append_frame(expected, opcode::text, text);
    auto piece = queue.front().substr(0, random() % 1000);
    written += piece;
    queue.pop(piece.size());
  }
  written += queue.take();
  CHECK(written == expected);
}
