/// Resolvers that ask an actor.
#pragma once

#include "actors/gatekeeper.hpp"
#include "proto/graphql/resolver.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/message.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace mitos::actors {

/// A *request*: answer it with `field_answered`, at once or later. A CAF error, any other answer, the death
/// of the actor and the end of the time are an error at the field's path.
struct field_asked {
  std::string field; ///< "Type.field"
  std::vector<proto::graphql::path_key> path;
  proto::json::value parent;
  proto::json::object arguments;
  session_ptr session;
};

struct field_answered {
  proto::graphql::outcome what;
};

inline constexpr std::chrono::nanoseconds ask_timeout = std::chrono::seconds(10);

/// Asks with `field_asked`.
proto::graphql::resolver asks(caf::actor whom, std::chrono::nanoseconds timeout = ask_timeout);

/// Asks with the message that `question` makes of the call. What it throws is the field's error.
proto::graphql::resolver asks(caf::actor whom,
                              std::function<caf::message(const proto::graphql::field_call&)> question,
                              std::chrono::nanoseconds timeout = ask_timeout);

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::field_asked)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::field_answered)
