// Prices as a server: `prices [port]` reads lines such as "ACME 12.5" from standard input, until it ends.
#include "prices.hpp"
#include "until_stopped.hpp"

#include <mitos/actors/configure.hpp>
#include <mitos/actors/schema_executor.hpp>
#include <mitos/net/server.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

int main(int count, char** arguments) {
  caf::actor_system_config config;
  mitos::actors::configure(config);
  caf::actor_system system(config);

  const mitos::actors::topics none(system);
  auto exchange = std::make_shared<prices::exchange>();
  mitos::net::server server(system, {.port = port_of(count, arguments)},
                            {.executor = mitos::actors::serves(prices::make_schema(exchange), none)});
  server.start();
  std::cout << "prices at ws://" << server.endpoint() << "/graphql" << std::endl;
  std::string symbol;
  for (double price = 0; std::cin >> symbol >> price;)
    exchange->quote(symbol, price);
  server.drain(std::chrono::seconds(5));
}
