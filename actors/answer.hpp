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
  /// Owes the answer to `call`, of a schema that a schema_executor serves, and keeps no reference to it. For
  /// those who return `pending()` themselves; `later` does both.
  explicit answer(const proto::graphql::field_call& call);
  answer(answer&&) noexcept = default;        ///< what is left owes nothing
  answer& operator=(answer&& other) noexcept; ///< what this one owed is refused, as if dropped
  ~answer();                                  ///< what was not given is refused: "was not answered."

  /// Ends what is owed: a second one is ignored, as is one that nobody waits for any more.
  void give(proto::graphql::outcome what);
  /// "Type.field <why>"
  void refuse(const std::string& why);
  /// False once it was given, and when nobody waits for it any more: the operation was cancelled, say.
  bool is_wanted() const;
  /// Calls `f` once if nobody waits any more before the answer is given: at once where that is so already,
  /// else on the executor's thread, so `f` must not wait; what it throws is ignored.
  void when_unwanted(std::function<void()> f);
  /// What the resolver returns; to be taken before the answer is given.
  proto::graphql::pending pending() const;

private:
  struct state;
  std::shared_ptr<state> state_;
};

/// A resolver that leaves its answer with whom it likes. What `ask` throws is the field's error.
proto::graphql::resolver later(std::function<void(const proto::graphql::field_call& call, answer owed)> ask);

/// From `give` to the executor whose resolver was called; an execution or a call that has ended ignores it.
struct field_resolved {
  execution_number execution = 0;       ///< execution_context::number
  proto::graphql::call_number call = 0; ///< field_call::number
  proto::graphql::outcome what;         ///< the value before it is completed, or the field's error
};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::field_resolved)
