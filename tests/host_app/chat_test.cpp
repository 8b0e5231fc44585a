// The chat's tests: no sockets, no threads, and time is a value.
#include "catch.hpp"
#include "chat.hpp"

#include <mitos/test_kit/explore.hpp>
#include <mitos/test_kit/world.hpp>

using mitos::test_kit::client;
using mitos::test_kit::world;

namespace {

/// The chat in a world, with Alice and Bob.
struct chatting {
  explicit chatting(world& w) : in(w), app(std::make_shared<chat::rooms>(w.system())) {
    w.uses_gatekeeper(chat::spawn_gatekeeper(w.system(), app, {{"a secret", "Alice"}, {"another", "Bob"}}));
    w.serves(chat::make_schema(app), app->topics());
  }

  client enters(const std::string& token) {
    auto someone = in.connect();
    someone.inits(R"({"token": ")" + token + R"("})");
    someone.hears(R"({"type": "connection_ack"})");
    return someone;
  }

  world& in;
  std::shared_ptr<chat::rooms> app;
};

std::string message(const std::string& id, const std::string& from, const std::string& text) {
  return R"({"id": ")" + id + R"(", "type": "next", "payload": {"data": {"messages": {"from": ")" + from +
         R"(", "text": ")" + text + R"("}}}})";
}

} // namespace

TEST_CASE("what is said in a room is heard there, and nowhere else") {
  world w;
  chatting c(w);
  auto alice = c.enters("a secret");
  auto bob = c.enters("another");
  alice.subscribes("tea", R"(subscription { messages(room: "tea") { from text } })");
  bob.subscribes("pub", R"(subscription { messages(room: "pub") { from text } })");
  w.settle();
  bob.subscribes("1", R"(mutation { say(room: "tea", text: "Hello") })");
  alice.hears(message("tea", "Bob", "Hello"));
  bob.hears(R"({"id": "1", "type": "next", "payload": {"data": {"say": true}}})");
  bob.hears(R"({"id": "1", "type": "complete"})");
  bob.hears_nothing();
}

TEST_CASE("who has no token stays outside, and is told why") {
  world w;
  const chatting c(w);
  for (const auto* payload : {R"({"token": "guess"})", R"({"token": 5})", "{}"}) {
    auto stranger = w.connect();
    stranger.inits(payload);
    stranger.sees_close(4403, "Who are you?");
  }
  CHECK(c.app->present().empty());
}

TEST_CASE("somebody is here from the first connection to the last") {
  world w;
  chatting c(w);
  auto bob = c.enters("another");
  bob.subscribes("who", "subscription { presence { name isHere } }");
  w.settle();
  auto desk = c.enters("a secret");
  auto phone = c.enters("a secret");
  bob.hears(
      R"({"id": "who", "type": "next", "payload": {"data": {"presence": {"name": "Alice", "isHere": true}}}})");
  desk.vanishes();
  bob.hears_nothing();
  phone.closes({1000, "Good night"});
  bob.hears(
      R"({"id": "who", "type": "next", "payload": {"data": {"presence": {"name": "Alice", "isHere": false}}}})");
}

TEST_CASE("in whatever order things happen, nobody stays who has left") {
  mitos::test_kit::explore(200, [](world& w) {
    const chatting c(w);
    auto alice = w.knock();
    w.in_any_order({[&] { alice.accepted(); }, [&] { alice.inits(R"({"token": "a secret"})"); },
                    [&] { alice.vanishes(); }});
    w.settle();
    w.expects(c.app->present().empty(), "nobody is present");
  });
}
