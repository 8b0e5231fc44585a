// A server within a host's actor system: it starts on a free port, and stops.
#include <mitos/actors/root_schema.hpp>
#include <mitos/actors/schema_executor.hpp>
#include <mitos/actors/topic_hub.hpp>
#include <mitos/net/server.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <cstdio>
#include <memory>
#include <variant>

namespace actors = mitos::actors;
namespace graphql = mitos::proto::graphql;

int main() {
  const auto built = graphql::build_schema("type Query { hello: String }");
  if (const auto* faults = std::get_if<graphql::errors>(&built)) {
    std::puts(graphql::to_text(*faults).c_str());
    return 1;
  }
  actors::served_schema schema;
  schema.schema = std::get<graphql::shared_schema>(built);
  const auto served = std::make_shared<const actors::served_schema>(std::move(schema));

  caf::actor_system_config config;
  caf::actor_system system(config);
  const auto hub = system.spawn<actors::topic_hub>(std::make_shared<actors::metric>());

  mitos::net::server_options options;
  options.port = 0;
  mitos::net::server server(system, options, [&](actors::supervisor& parent) {
    return parent.spawn<actors::schema_executor>(served, hub, "host");
  });
  server.start();
  const bool serves = server.ready() && server.port() != 0;
  std::printf("%s\n", server.endpoint().c_str());
  server.stop();
  caf::anon_send_exit(hub, caf::exit_reason::user_shutdown);
  return serves ? 0 : 1;
}
