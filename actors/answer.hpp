/// How a host's resolver answers later, from whatever thread.
#pragma once

#include "actors/execution_context.hpp"
#include "proto/graphql/resolver.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <functional>
#include <memory>

namespace mitos::actors {

/// The answer that a resolver owes. Whoever has it gives it once, from any thread; dropped, it is the error
/// "Type.field was not answered.". What is given to an operation that has ended is ignored.
class answer {
public:
  explicit answer(const proto::graphql::field_call& call);
  answer(answer&&) noexcept = default;
  answer& operator=(answer&& other) noexcept;
  ~answer();

  void give(proto::graphql::outcome what);
  /// "Type.field <why>"
  void refuse(const std::string& why);
  /// False once it was given, and when nobody waits for it any more: the operation was cancelled, say.
  bool is_wanted() const;
  /// Calls `f` once if nobody waits any more before the answer is given: at once where that is so already,
  /// else on the executor's thread, so `f` must neither wait nor throw.
  void when_unwanted(std::function<void()> f);
  /// What the resolver returns.
  proto::graphql::pending pending() const;

private:
  struct state;
  std::shared_ptr<state> state_;
};

/// A resolver that leaves its answer with whom it likes. What `ask` throws is the field's error.
proto::graphql::resolver later(std::function<void(const proto::graphql::field_call& call, answer owed)> ask);

/// To the executor.
struct field_resolved {
  execution_number execution = 0;
  proto::graphql::call_number call = 0;
  proto::graphql::outcome what;
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::field_resolved)
