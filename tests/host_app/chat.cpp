// The chat as a server: `chat [port]`, until SIGINT or SIGTERM.
#include "chat.hpp"
#include "until_stopped.hpp"

#include <mitos/actors/configure.hpp>
#include <mitos/actors/schema_executor.hpp>
#include <mitos/net/server.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

int main(int count, char** arguments) {
  const until_stopped stopped; // before there are threads
  caf::actor_system_config config;
  mitos::actors::configure(config);
  caf::actor_system system(config);

  auto app = std::make_shared<chat::rooms>(system);
  mitos::net::server server(
      system, {.port = port_of(count, arguments)},
      {.executor = mitos::actors::serves(chat::make_schema(app), app->topics()),
       .gatekeeper = chat::spawn_gatekeeper(system, app, {{"a secret", "Alice"}, {"another", "Bob"}})});
  server.start();
  stopped.wait("chat at ws://" + server.endpoint() + "/graphql");
  server.drain(std::chrono::seconds(5));
}
