// Resolvers of a host that answer later: from any thread, or by an actor's reply.
#include "actors/answer.hpp"
#include "actors/ask.hpp"
#include "tests/actors/hosted.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/scoped_actor.hpp>

#include <deque>
#include <stdexcept>
#include <thread>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;
using namespace std::chrono_literals;
using actors::answer;
using proto::graphql::field_call;
namespace json = proto::json;
using texts = std::vector<std::string>;

namespace {

/// What the resolvers owe, until the test answers.
using debts = std::deque<answer>;

auto owing(debts& owed) {
  return actors::later([&owed](const field_call&, answer one) { owed.push_back(std::move(one)); });
}

answer take(debts& owed) {
  REQUIRE(!owed.empty());
  auto first = std::move(owed.front());
  owed.pop_front();
  return first;
}

const std::string sdl = "type Query { slow: Int other: Int now: Int } type Mutation { slow: Int other: Int }";

} // namespace

TEST_CASE("a resolver answers later, and nobody waits for it meanwhile") {
  debts owed;
  hosted h(sdl, {{"Query.slow", owing(owed)}});
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow }"));
  c.says(subscribe("2", "{ now }"));
  CHECK(c.hears_all() == texts{next("2", R"({"data":{"now":null}})"), complete("2")});
  CHECK(h.w.count().operations.value() == 1);
  take(owed).give(json::value::of(1));
  CHECK(c.hears_all() == texts{next("1", R"({"data":{"slow":1}})"), complete("1")});
  CHECK(h.w.count().operations.value() == 0);
}

TEST_CASE("an answer comes from whatever thread") {
  debts owed;
  hosted h(sdl, {{"Query.slow", owing(owed)}, {"Query.other", owing(owed)}});
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow other }"));
  CHECK(c.hears_all().empty());
  std::thread([&] {
    take(owed).give(json::value::of(1));
    take(owed).give(json::value::of(2));
  }).join();
  CHECK(c.hears_all() == texts{next("1", R"({"data":{"slow":1,"other":2}})"), complete("1")});
}

TEST_CASE("the items of a list answer apart, from whatever thread") {
  debts owed;
  const auto items = [&owed](const field_call& call) -> proto::graphql::resolved {
    std::vector<proto::graphql::resolved_item> all{json::value::of(1)};
    for (std::size_t i = 1; i < 3; ++i) {
      answer one(call.item(i));
      all.emplace_back(one.pending());
      owed.push_back(std::move(one));
    }
    return all;
  };
  hosted h("type Query { slow: [Int] }", {{"Query.slow", items}});
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow }"));
  CHECK(c.hears_all().empty());
  auto second = take(owed);
  std::thread([&] { take(owed).give(json::value::of(3)); }).join();
  CHECK(c.hears_all().empty());
  second.give(json::value::of(2));
  CHECK(c.hears_all() == texts{next("1", R"({"data":{"slow":[1,2,3]}})"), complete("1")});
}

TEST_CASE("an answer may be an error, and what the resolver throws is one") {
  debts owed;
  hosted h(sdl,
           {{"Query.slow", owing(owed)}, {"Query.other", actors::later([](const field_call&, const answer&) {
                                            throw std::runtime_error("no luck");
                                          })}});
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow }"));
  c.says(subscribe("2", "{ other }"));
  CHECK(c.hears_all() == texts{next("2", fault("no luck", 3, "other")), complete("2")});
  take(owed).give(proto::graphql::error{"late", {}, {}, {}});
  CHECK(c.hears_all() == texts{next("1", fault("late", 3, "slow")), complete("1")});
}

TEST_CASE("an answer that is dropped is an error") {
  debts owed;
  hosted h(sdl, {{"Query.slow", owing(owed)}});
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow }"));
  c.hears_all();
  owed.clear();
  CHECK(c.hears_all() == texts{next("1", fault("Query.slow was not answered.", 3, "slow")), complete("1")});
}

TEST_CASE("an answer counts once") {
  debts owed;
  hosted h(sdl, {{"Query.slow", owing(owed)}, {"Query.other", owing(owed)}});
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow other }"));
  c.hears_all();
  auto first = take(owed);
  first.give(json::value::of(1));
  CHECK(!first.is_wanted());
  first.give(json::value::of(2));
  take(owed).give(json::value::of(3));
  CHECK(c.hears_all() == texts{next("1", R"({"data":{"slow":1,"other":3}})"), complete("1")});
}

TEST_CASE("a mutation's next field starts when the one before has its answer") {
  debts owed;
  hosted h(sdl, {{"Mutation.slow", owing(owed)}, {"Mutation.other", owing(owed)}});
  auto c = h.w.greet();
  c.says(subscribe("1", "mutation { slow other }"));
  c.hears_all();
  CHECK(owed.size() == 1);
  take(owed).give(json::value::of(1));
  h.w.settle();
  CHECK(owed.size() == 1);
  take(owed).give(json::value::of(2));
  CHECK(c.hears_all() == texts{next("1", R"({"data":{"slow":1,"other":2}})"), complete("1")});
}

TEST_CASE("P28, P34: a client that completes or goes cancels what its resolvers owe, once") {
  debts owed;
  int told = 0;
  hosted h(sdl, {{"Query.slow", actors::later([&](const field_call&, answer one) {
                    one.when_unwanted([&told] { ++told; });
                    owed.push_back(std::move(one));
                  })}});
  auto c = h.w.greet();
  const auto timers = h.w.timers_armed();
  c.says(subscribe("1", "{ slow }"));
  h.w.settle();
  REQUIRE(owed.size() == 1);
  CHECK(owed[0].is_wanted());
  CHECK(told == 0);
  if (GENERATE(true, false))
    c.says(complete("1"));
  else
    c.vanishes();
  h.w.settle();
  CHECK(told == 1);
  CHECK(!owed[0].is_wanted());
  CHECK(h.w.timers_armed() <= timers);
  take(owed).give(json::value::of(1));
  CHECK(c.hears_all().empty());
  CHECK(told == 1);
  CHECK(h.w.count().operations.value() == 0);
  CHECK(h.w.count().results_suppressed.value() == 0);
}

TEST_CASE("L7: an id that a legacy client uses again cancels the operation that had it") {
  debts owed;
  hosted h(sdl, {{"Query.slow", owing(owed)}});
  auto c = h.w.greet(proto::dialect::graphql_ws);
  c.says(start("1", "{ slow }"));
  c.hears_all();
  c.says(start("1", "{ slow }"));
  h.w.settle();
  REQUIRE(owed.size() == 2);
  CHECK(!owed[0].is_wanted());
  CHECK(owed[1].is_wanted());
  owed[0].give(json::value::of(1));
  owed[1].give(json::value::of(2));
  CHECK(c.hears_all() == texts{data("1", R"({"data":{"slow":2}})"), complete("1")});
}

TEST_CASE("who asks to be told when nobody waits any more is told at once") {
  debts owed;
  hosted h(sdl, {{"Query.slow", owing(owed)}});
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow }"));
  h.w.settle();
  c.says(complete("1"));
  h.w.settle();
  int told = 0;
  owed[0].when_unwanted([&told] { ++told; });
  CHECK(told == 1);
}

TEST_CASE("an answer that is given lets go of what was to be told") {
  debts owed;
  hosted h(sdl, {{"Query.slow", owing(owed)}});
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow }"));
  h.w.settle();
  auto held = std::make_shared<int>(0);
  owed[0].when_unwanted([held] { ++*held; });
  owed[0].give(json::value::of(1));
  CHECK(held.use_count() == 1);
  c.hears_all();
  CHECK(*held == 0);
}

TEST_CASE("an executor that dies cancels what its resolvers owe") {
  debts owed;
  hosted h(sdl, {{"Query.slow", owing(owed)}});
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow }"));
  h.w.settle();
  caf::anon_send_exit(h.w.settings().executor, caf::exit_reason::kill);
  h.w.settle();
  CHECK(!owed[0].is_wanted());
  h.w.settings().executor = {};
  owed.clear();
}

TEST_CASE("an execution that waits too long answers without what is missing") {
  debts owed;
  hosted h(sdl, {{"Query.slow", owing(owed)}});
  h.w.settings().options.keep_alive.reset();
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow }"));
  c.hears_all();
  h.w.advance(59s);
  CHECK(c.hears_all().empty());
  h.w.advance(1s);
  CHECK(c.hears_all() ==
        texts{next("1", fault("Query.slow was not answered in time.", 3, "slow")), complete("1")});
  CHECK(!owed[0].is_wanted());
}

TEST_CASE("a resolver sees the session, also late") {
  auto seen = std::make_shared<std::vector<std::string>>();
  const auto note = [seen](const field_call& call) -> proto::graphql::resolved {
    seen->push_back(*static_cast<const std::string*>(actors::context_of(call).session.get()));
    return json::value::of(1);
  };
  debts owed;
  hosted h("type Query { slow: Thing } type Thing { name: Int }",
           {{"Query.slow", owing(owed)}, {"Thing.name", note}});
  actors::start_operation order;
  auto session = std::make_shared<const std::string>("me");
  auto request = std::make_shared<proto::request>();
  request->query = "{ slow { name } }";
  order.number = 1;
  order.request = request;
  order.session = session;
  caf::scoped_actor self(h.w.system());
  self->send(h.w.settings().executor, order);
  h.w.settle();
  order = {};
  take(owed).give(json::object());
  h.w.settle();
  CHECK(*seen == texts{"me"});
  CHECK(session.use_count() == 1);
}

// Actors

namespace {

/// Answers as the test tells it.
class oracle : public caf::event_based_actor {
public:
  struct state {
    std::vector<actors::field_asked> asked;
    std::vector<caf::response_promise> promises;
    bool dies_when_asked = false;
  };

  oracle(caf::actor_config& config, std::shared_ptr<state> s)
      : event_based_actor(config),
        state_(std::move(s)) {}

  caf::behavior make_behavior() override {
    return {[this](const actors::field_asked& question) -> caf::result<actors::field_answered> {
      state_->asked.push_back(question);
      if (state_->dies_when_asked)
        quit(caf::exit_reason::user_shutdown);
      auto promise = make_response_promise<actors::field_answered>();
      state_->promises.push_back(promise);
      return promise;
    }};
  }

private:
  std::shared_ptr<state> state_;
};

class silent : public caf::event_based_actor {
public:
  using event_based_actor::event_based_actor;
  caf::behavior make_behavior() override {
    return {[](int) {}};
  }
};

/// Answers whatever it is asked with what it was made with.
class ready : public caf::event_based_actor {
public:
  ready(caf::actor_config& config, caf::message reply)
      : event_based_actor(config),
        reply_(std::move(reply)) {}
  caf::behavior make_behavior() override {
    return {[this](const actors::field_asked&) -> caf::result<caf::message> { return reply_; },
            [](int n) { return actors::field_answered{json::value::of(n + 1)}; },
            [](const std::string&) -> caf::result<actors::field_answered> {
              return caf::sec::bad_function_call;
            }};
  }

private:
  caf::message reply_;
};

} // namespace

TEST_CASE("an actor is asked for a field, with all that a resolver sees") {
  auto state = std::make_shared<oracle::state>();
  caf::actor whom;
  proto::graphql::resolver ask;
  hosted h("type Query { thing(a: Int = 3): Thing } type Thing { name: String }",
           {{"Query.thing", [&ask](const field_call& call) { return ask(call); }},
            {"Thing.name", [&ask](const field_call& call) { return ask(call); }}});
  ask = actors::asks(h.w.spawn<oracle>(state));
  auto c = h.w.greet();
  const auto timers = h.w.timers_armed();
  c.says(subscribe("1", "{ x: thing { name } }"));
  h.w.settle();
  REQUIRE(state->asked.size() == 1);
  CHECK(state->asked[0].field == "Query.thing");
  CHECK(*state->asked[0].arguments.find("a") == json::value::of(3));
  json::object thing;
  thing.set("id", json::value::of(7));
  state->promises[0].deliver(actors::field_answered{json::value(thing)});
  h.w.settle();
  REQUIRE(state->asked.size() == 2);
  CHECK(state->asked[1].field == "Thing.name");
  CHECK(state->asked[1].path == std::vector<proto::graphql::path_key>{"x", "name"});
  CHECK(state->asked[1].parent == json::value(thing));
  state->promises[1].deliver(actors::field_answered{json::value("n")});
  CHECK(c.hears_all() == texts{next("1", R"({"data":{"x":{"name":"n"}}})"), complete("1")});
  CHECK(h.w.timers_armed() == timers);
  state->promises.clear();
  ask = nullptr;
}

namespace {

/// What the client hears when the actor that is asked is `whom`.
template <class F>
texts heard_of(F make, std::chrono::nanoseconds wait = 0s) {
  proto::graphql::resolver ask;
  hosted h(sdl, {{"Query.slow", [&ask](const field_call& call) { return ask(call); }}});
  ask = make(h);
  auto c = h.w.greet();
  c.says(subscribe("1", "{ slow }"));
  h.w.settle();
  if (wait != 0s) {
    h.w.advance(wait - 1ms);
    CHECK(c.hears_all().empty());
    h.w.advance(1ms);
  }
  auto heard = c.hears_all();
  CHECK(h.w.count().operations.value() == 0);
  ask = nullptr;
  return heard;
}

texts failed(const std::string& why) {
  return {next("1", fault("Query.slow was not answered" + why, 3, "slow")), complete("1")};
}

} // namespace

TEST_CASE("the reply of an actor may be an error") {
  const actors::field_answered no{proto::graphql::error{"no", {}, {}, {}}};
  CHECK(heard_of([&](auto& h) { return actors::asks(h.w.template spawn<ready>(caf::make_message(no))); }) ==
        texts{next("1", fault("no", 3, "slow")), complete("1")});
}

TEST_CASE("an actor that answers nonsense, or with an error of CAF's, is an error at the field") {
  const auto nonsense =
      heard_of([](auto& h) { return actors::asks(h.w.template spawn<ready>(caf::make_message(1))); });
  REQUIRE(nonsense.size() == 2);
  CHECK(nonsense[0].find("Query.slow was not answered: ") != std::string::npos);
  CHECK(nonsense[0].find("unexpected_response") != std::string::npos);
  const auto failed_by_caf = heard_of([](auto& h) {
    return actors::asks(h.w.template spawn<ready>(caf::message()),
                        [](const field_call&) { return caf::make_message(std::string("q")); });
  });
  CHECK(failed_by_caf[0].find("bad_function_call") != std::string::npos);
  const auto not_understood = heard_of([](auto& h) { return actors::asks(h.w.template spawn<silent>()); });
  CHECK(not_understood[0].find("unexpected_message") != std::string::npos);
}

TEST_CASE("an actor may be asked with a message of the host's own") {
  CHECK(heard_of([](auto& h) {
          return actors::asks(h.w.template spawn<ready>(caf::message()),
                              [](const field_call&) { return caf::make_message(41); });
        }) == texts{next("1", R"({"data":{"slow":42}})"), complete("1")});
}

TEST_CASE("an actor that does not answer in time is an error at the field") {
  auto state = std::make_shared<oracle::state>();
  CHECK(heard_of([&](auto& h) { return actors::asks(h.w.template spawn<oracle>(state), 2s); }, 2s) ==
        failed(" in time."));
  state->promises.clear();
}

TEST_CASE("an actor that is dead, or dies with the question, is an error at the field at once") {
  CHECK(heard_of([](auto& h) {
          auto whom = h.w.template spawn<silent>();
          caf::anon_send_exit(whom, caf::exit_reason::kill);
          h.w.settle();
          return actors::asks(whom);
        })[0]
            .find("Query.slow was not answered: ") != std::string::npos);
  auto state = std::make_shared<oracle::state>();
  state->dies_when_asked = true;
  CHECK(heard_of([&](auto& h) { return actors::asks(h.w.template spawn<oracle>(state)); }) ==
        failed(": its actor is gone."));
  CHECK(state->asked.size() == 1);
  state->promises.clear();
}

TEST_CASE("a reply to an operation that was cancelled is dropped") {
  auto state = std::make_shared<oracle::state>();
  proto::graphql::resolver ask;
  hosted h(sdl, {{"Query.slow", [&ask](const field_call& call) { return ask(call); }}});
  ask = actors::asks(h.w.spawn<oracle>(state));
  auto c = h.w.greet();
  const auto timers = h.w.timers_armed();
  c.says(subscribe("1", "{ slow }"));
  h.w.settle();
  c.says(complete("1"));
  h.w.settle();
  CHECK(h.w.timers_armed() == timers);
  state->promises[0].deliver(actors::field_answered{json::value::of(1)});
  CHECK(c.hears_all().empty());
  c.says(subscribe("1", "{ slow }"));
  h.w.settle();
  state->promises[1].deliver(actors::field_answered{json::value::of(2)});
  CHECK(c.hears_all() == texts{next("1", R"({"data":{"slow":2}})"), complete("1")});
  state->promises.clear();
  ask = nullptr;
}

TEST_CASE("to ask nobody is refused where it is said") { CHECK_THROWS(actors::asks(caf::actor())); }
