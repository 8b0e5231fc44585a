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
  std::string field;                          ///< "Type.field"
  std::vector<proto::graphql::path_key> path; ///< in the response, from its root
  proto::json::value parent;                  ///< a copy of what the field around it resolved to
  proto::json::object arguments;              ///< a copy, coerced (specification, section 6.4.1)
  session_ptr session;                        ///< execution_context::session
};

/// The answer to `field_asked`, or to a question of the host's own.
struct field_answered {
  proto::graphql::outcome what; ///< the value before it is completed, or the field's error
};

/// From the question to its answer, unless a host says otherwise.
inline constexpr std::chrono::nanoseconds ask_timeout = std::chrono::seconds(10);

/// Asks with `field_asked`. Throws std::invalid_argument where there is no actor.
proto::graphql::resolver asks(caf::actor whom, std::chrono::nanoseconds timeout = ask_timeout);

/// Asks with the message that `question` makes of the call, in the executor's turn. What it throws is the
/// field's error. Throws std::invalid_argument where there is no actor.
proto::graphql::resolver asks(caf::actor whom,
                              std::function<caf::message(const proto::graphql::field_call&)> question,
                              std::chrono::nanoseconds timeout = ask_timeout);

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::field_asked)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::field_answered)
