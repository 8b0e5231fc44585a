#include "catch.hpp"
#include "prices.hpp"

#include <mitos/test_kit/world.hpp>

using mitos::test_kit::world;

namespace {

std::string price(const std::string& value) {
  return R"({"id": "1", "type": "next", "payload": {"data": {"price": )" + value + "}}}";
}

} // namespace

TEST_CASE("who follows a symbol gets its price, and each that comes") {
  world w;
  auto exchange = std::make_shared<prices::exchange>();
  w.serves(prices::make_schema(exchange));
  exchange->quote("ACME", 12.5);
  auto client = w.greet();
  client.subscribes("1", R"(subscription { price(symbol: "ACME") })");
  client.hears(price("12.5"));
  exchange->quote("ACME", 13);
  exchange->quote("OTHER", 1);
  client.hears(price("13"));
  client.hears_nothing();
}

TEST_CASE("who is behind misses prices, but not the latest") {
  world w;
  w.settings().options.credit = 2;
  w.settings().options.soft_queue_messages = 1;
  auto exchange = std::make_shared<prices::exchange>();
  w.serves(prices::make_schema(exchange));
  auto client = w.greet();
  client.subscribes("1", R"(subscription { price(symbol: "ACME") })");
  w.settle();
  client.stalls();
  for (int i = 1; i <= 100; ++i) {
    exchange->quote("ACME", i);
    w.settle();
  }
  client.reads_on();
  const auto heard = client.hears_all();
  CHECK(heard.size() < 10);
  CHECK(heard.back().find(R"("price":100)") != std::string::npos);
}

TEST_CASE("a query asks for the price once; of what was never quoted there is none") {
  world w;
  auto exchange = std::make_shared<prices::exchange>();
  exchange->quote("ACME", 0.1);
  w.serves(prices::make_schema(exchange));
  auto client = w.greet();
  client.subscribes("1", R"({ price(symbol: "ACME") other: price(symbol: "NONE") })");
  client.hears(R"({"id": "1", "type": "next", "payload": {"data": {"price": 0.1, "other": null}}})");
  CHECK(exchange->symbols() == 1);
}

TEST_CASE("what was never quoted is kept while somebody follows it") {
  world w;
  auto exchange = std::make_shared<prices::exchange>();
  w.serves(prices::make_schema(exchange));
  auto one = w.greet();
  auto other = w.greet();
  one.subscribes("1", R"(subscription { price(symbol: "NONE") })");
  other.subscribes("1", R"(subscription { price(symbol: "NONE") })");
  w.settle();
  one.completes("1");
  w.settle();
  CHECK(exchange->symbols() == 1);
  other.vanishes();
  w.settle();
  CHECK(exchange->symbols() == 0);
}
