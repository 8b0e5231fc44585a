/// An execution that waits for answers of its resolvers.
#pragma once

#include "proto/graphql/resolver.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace mitos::proto::graphql {

/// Made by `operation::begin`; it has finished when it gives its response, which it does once. Dropped before
/// that, it tells every resolver which it waits for that its answer is unwanted. Not to be called from within
/// a resolver.
class execution {
public:
  execution(execution&&) noexcept;
  execution& operator=(execution&&) noexcept;
  ~execution();

  /// Goes on with what a call has come to, and gives the response if that was the last. A call that is not
  /// waited for (it was answered, or its place is null already) is ignored.
  std::optional<std::string> answer(call_number number, const outcome& answered);
  /// The response without the answers that are missing: their places get the error "Type.field <why>", and so
  /// do the fields of resolvers that were not called yet.
  std::string give_up(std::string why);
  /// Calls that have no answer yet.
  std::size_t waiting() const;

private:
  friend class operation;
  struct state;
  explicit execution(std::unique_ptr<state> s);

  std::unique_ptr<state> state_;
};

} // namespace mitos::proto::graphql
