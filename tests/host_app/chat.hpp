/// A chat: a room is a topic, a token is a name, and who is here the gatekeeper knows.
#pragma once

#include <mitos/actors/execution_context.hpp>
#include <mitos/actors/gatekeeper.hpp>
#include <mitos/actors/served_schema.hpp>
#include <mitos/actors/topics.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace chat {

namespace actors = mitos::actors;
namespace graphql = mitos::proto::graphql;
namespace json = mitos::proto::json;

inline constexpr const char* sdl = R"(
  type Query { present: [String!]! }
  type Mutation { say(room: String!, text: String!): Boolean! }
  type Subscription { messages(room: String!): Message! presence: Presence! }
  type Message { from: String! text: String! }
  type Presence { name: String! isHere: Boolean! }
)";

/// What its gatekeeper and its resolvers share. They run on several threads.
class rooms {
public:
  explicit rooms(caf::actor_system& system) : topics_(system) {}

  const actors::topics& topics() const { return topics_; }

  bool say(const std::string& room, const std::string& from, const json::value& text) {
    return topics_.publish("room/" + room, json::object({{"from", from}, {"text", text}}));
  }

  /// One connection more or less of that name.
  void count(const std::string& name, int change) {
    const std::lock_guard lock(mutex_);
    const int before = connections_[name];
    const int now = connections_[name] += change;
    if (now == 0)
      connections_.erase(name);
    if (before == 0 || now == 0)
      topics_.publish("presence", json::object({{"name", name}, {"isHere", now > 0}}));
  }

  json::array present() {
    const std::lock_guard lock(mutex_);
    json::array names;
    for (const auto& [name, connections] : connections_)
      names.emplace_back(name);
    return names;
  }

private:
  actors::topics topics_;
  std::mutex mutex_;
  std::map<std::string, int> connections_;
};

/// Admits who has a token, {"token": "..."} in the payload of connection_init; the session is the name.
inline caf::actor spawn_gatekeeper(caf::actor_system& system, std::shared_ptr<rooms> app,
                                   std::map<std::string, std::string> names_by_token) {
  auto judge = [app, names_by_token](const actors::admission_asked& asked) -> actors::admission {
    const auto payload = json::parse(asked.payload.value_or("{}"));
    const auto* token = std::get<json::value>(payload).find("token");
    const auto* text = token ? token->as<std::string>() : nullptr; // of a client nothing is certain
    const auto name = text ? names_by_token.find(*text) : names_by_token.end();
    if (name == names_by_token.end())
      return actors::refused{{4403, "Who are you?"}};
    app->count(name->second, 1);
    return actors::admitted{.session = std::make_shared<const std::string>(name->second)};
  };
  auto when_departed = [app](const actors::departed& gone) {
    app->count(*std::static_pointer_cast<const std::string>(gone.session), -1);
  };
  return actors::spawn_gatekeeper(system, judge, when_departed);
}

inline actors::served_schema make_schema(std::shared_ptr<rooms> app) {
  auto say = [app](const graphql::field_call& call) -> graphql::resolved {
    return app->say(call.arguments.at("room").text(), *actors::session_of<std::string>(call),
                    call.arguments.at("text"));
  };
  return actors::make_schema(
      {.sdl = sdl,
       .resolvers = {{"Query.present", [app](auto&) -> graphql::resolved { return app->present(); }},
                     {"Mutation.say", say}},
       .sources = {
           {"messages",
            [](auto& call) { return actors::topic_source{"room/" + call.arguments.at("room").text()}; }},
           {"presence", [](auto&) { return actors::topic_source{"presence"}; }}}});
}

} // namespace chat
