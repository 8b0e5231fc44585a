// The smallest host: SDL, two resolvers, a subscription, a server. It starts on a free port, and stops.
#include <mitos/actors/configure.hpp>
#include <mitos/actors/schema_executor.hpp>
#include <mitos/net/server.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <iostream>

namespace actors = mitos::actors;
namespace graphql = mitos::proto::graphql;
namespace json = mitos::proto::json;

int main() {
  caf::actor_system_config config;
  actors::configure(config); // what Mitos needs; what you have set stays
  caf::actor_system system(config);

  actors::topics topics(system);
  auto schema = actors::make_schema(
      {.sdl = "type Query { one: Int } type Mutation { say(text: String!): Boolean! } "
              "type Subscription { said: String! }",
       .resolvers = {{"Query.one", [](auto&) -> graphql::resolved { return json::value::of(1); }},
                     {"Mutation.say",
                      [&](auto& call) -> graphql::resolved {
                        return topics.publish("said", call.arguments.at("text"));
                      }}},
       .sources = {{"said", [](auto&) { return actors::topic_source{"said"}; }}}});

  mitos::net::server server(system, {.port = 0}, {.executor = actors::serves(schema, topics)});
  server.start();
  std::cout << server.endpoint() << std::endl;
  return server.ready() ? 0 : 1;
}
