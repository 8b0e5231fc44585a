#include "tests/catch.hpp"
#include "tests/contract/wire_fixture.hpp"

#include <algorithm>

namespace mitos::tests {

using namespace std::chrono_literals;
using proto::close_code;
using proto::close_reason;

namespace {

template <class Event>
std::size_t count(const std::vector<wire_event>& heard) {
  return static_cast<std::size_t>(std::count_if(
      heard.begin(), heard.end(), [](auto& event) { return std::holds_alternative<Event>(event); }));
}

std::vector<std::string> texts(const std::vector<wire_event>& heard) {
  std::vector<std::string> all;
  for (const auto& event : heard)
    if (const auto* text = std::get_if<actors::text_received>(&event))
      all.push_back(text->text);
  return all;
}

/// The reason of the one wire_closed, which is the last of the events.
close_reason closed_with(wire_fixture& wire) {
  auto heard = wire.hears<actors::wire_closed>();
  CHECK(count<actors::accepted>(heard) == 1);
  CHECK(std::holds_alternative<actors::accepted>(heard.front()));
  CHECK(count<actors::wire_closed>(heard) == 1);
  REQUIRE(std::holds_alternative<actors::wire_closed>(heard.back()));
  CHECK(wire.is_gone());
  return std::get<actors::wire_closed>(heard.back()).reason;
}

void fill(actors::transport& wire) {
  for (int i = 0; i < 40; ++i)
    wire.send(std::string(100'000, 'x'));
}

using clause = void (*)(wire_fixture&);

void texts_arrive_in_order(wire_fixture& wire) {
  wire.peer_says("one");
  wire.peer_says("two");
  wire.peer_says_binary();
  CHECK(texts(wire.hears<actors::binary_received>()) == std::vector<std::string>{"one", "two"});
  wire.order([](auto& w) {
    w.send("three");
    w.send("four");
  });
  CHECK(wire.peer_hears("four") == std::vector<std::string>{"three", "four"});
}

void it_never_calls_back_within_a_call(wire_fixture& wire) {
  wire.on_text([](auto& w) {
    w.send("answer");
    w.cut();
    w.send("nobody hears this");
    w.close(close_code::normal);
  });
  wire.peer_says("x");
  CHECK(closed_with(wire).code == 1006);
}

void the_peers_close_is_told_with_code_and_reason(wire_fixture& wire) {
  wire.peer_closes({3001, "enough"});
  CHECK(closed_with(wire) == close_reason{3001, "enough"});
  CHECK(wire.peer_hears_close().code == 3001);
}

void one_close_frame_and_nothing_after_it(wire_fixture& wire) {
  wire.order([](auto& w) {
    w.send("before");
    w.close({4400, "first"});
    w.send("after");
    w.ping();
    w.close({4401, "second"});
  });
  CHECK(wire.peer_hears("before") == std::vector<std::string>{"before"});
  CHECK(wire.peer_hears_close() == close_reason{4400, "first"});
  wire.peer_closes({4400, ""});
  CHECK(closed_with(wire).code == 4400);
}

void a_close_waits_behind_what_is_queued(wire_fixture& wire) {
  wire.peer_stalls();
  wire.order([](auto& w) {
    w.send(std::string(50'000, 'x'));
    w.send("last");
    w.close(close_code::going_away);
  });
  wire.peer_reads_on();
  CHECK(wire.peer_hears("last").size() == 2);
  CHECK(wire.peer_hears_close().code == 1001);
}

void a_close_may_drop_what_has_not_begun_to_leave(wire_fixture& wire) {
  wire.peer_stalls();
  wire.order(fill);
  wire.order([](auto& w) {
    const auto before = w.queued().bytes;
    w.close(close_code::try_again_later, true);
    CHECK(w.queued().bytes < before);
  });
  wire.peer_reads_on();
  CHECK(wire.peer_hears_close().code == 1013);
}

void after_the_peers_close_nothing_is_sent(wire_fixture& wire) {
  wire.peer_closes(close_code::normal);
  closed_with(wire);
  wire.order([](auto& w) { w.send("late"); });
  CHECK(wire.peer_hears_close().code == 1000);
}

void a_peer_that_vanishes_is_1006(wire_fixture& wire) {
  wire.peer_vanishes();
  CHECK(closed_with(wire).code == 1006);
}

void a_cut_is_1006(wire_fixture& wire) {
  wire.order([](auto& w) { w.cut(); });
  CHECK(closed_with(wire).code == 1006);
}

void a_violation_is_told_once_and_its_close_reaches_the_peer(wire_fixture& wire) {
  wire.peer_says("fine");
  wire.peer_breaks_a_rule();
  auto heard = wire.hears<actors::wire_violated>();
  CHECK(texts(heard).size() == 1);
  CHECK(wire.peer_hears_close().code == 1002);
  CHECK(closed_with(wire).code == 1006);
}

void the_backlog_is_counted_until_it_has_left(wire_fixture& wire) {
  wire.peer_stalls();
  wire.order([](auto& w) {
    CHECK(w.queued().bytes == 0);
    fill(w);
    CHECK(w.queued().bytes > 1'000'000);
    CHECK(w.queued().messages > 10);
  });
  wire.order([](auto& w) { w.send("last"); });
  wire.peer_reads_on();
  CHECK(wire.peer_hears("last").size() == 41);
  wire.hears<actors::wire_drained>();
  wire.order([](auto& w) { CHECK(w.queued().messages == 0); });
}

void a_timer_says_what_it_was_armed_for_last(wire_fixture& wire) {
  wire.order([](auto& w) {
    w.arm(actors::timer::keep_alive, 1ms, actors::keep_alive_due{1});
    w.arm(actors::timer::keep_alive, 2ms, actors::keep_alive_due{2});
    w.arm(actors::timer::state, 1ms, actors::init_timed_out{});
    w.disarm(actors::timer::state);
  });
  auto heard = wire.hears<actors::keep_alive_due>();
  CHECK(std::get<actors::keep_alive_due>(heard.back()).number == 2);
  CHECK(count<actors::init_timed_out>(heard) == 0);
}

void nothing_is_told_after_wire_closed(wire_fixture& wire) {
  wire.order([](auto& w) { w.arm(actors::timer::state, 20ms, actors::init_timed_out{}); });
  wire.peer_says("x");
  wire.peer_closes(close_code::normal);
  closed_with(wire);
  CHECK(count<actors::init_timed_out>(wire.hears<actors::wire_closed>()) == 0);
}

constexpr std::pair<const char*, clause> clauses[] = {
    {"texts arrive in order, both ways", texts_arrive_in_order},
    {"it never calls back within a call", it_never_calls_back_within_a_call},
    {"the peer's close is told with code and reason", the_peers_close_is_told_with_code_and_reason},
    {"P33: one close frame and nothing after it", one_close_frame_and_nothing_after_it},
    {"a close waits behind what is queued", a_close_waits_behind_what_is_queued},
    {"a close may drop what has not begun to leave", a_close_may_drop_what_has_not_begun_to_leave},
    {"after the peer's close nothing is sent", after_the_peers_close_nothing_is_sent},
    {"a peer that vanishes is 1006", a_peer_that_vanishes_is_1006},
    {"a cut is 1006", a_cut_is_1006},
    {"a violation is told once, and its close reaches the peer",
     a_violation_is_told_once_and_its_close_reaches_the_peer},
    {"the backlog is counted until it has left", the_backlog_is_counted_until_it_has_left},
    {"a timer says what it was armed for last", a_timer_says_what_it_was_armed_for_last},
    {"nothing is told after wire_closed", nothing_is_told_after_wire_closed},
};

} // namespace

void keeps_the_contract(const wire_maker& make) {
  for (auto [promise, check] : clauses) {
    INFO(promise);
    check(*make());
  }
}

} // namespace mitos::tests
