// The store as a server: `store [port]`, until SIGINT or SIGTERM.
#include "store.hpp"
#include "until_stopped.hpp"

#include <mitos/actors/configure.hpp>
#include <mitos/net/server.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

int main(int count, char** arguments) {
  const until_stopped stopped; // before there are threads
  caf::actor_system_config config;
  mitos::actors::configure(config);
  caf::actor_system system(config);

  mitos::net::server server(system, {.port = port_of(count, arguments)},
                            {.executor = system.spawn<store::executor>()});
  server.start();
  stopped.wait("store at ws://" + server.endpoint() + "/graphql");
  server.drain(std::chrono::seconds(5));
}
