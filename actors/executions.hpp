/// Executions of one executor, and those of them that wait for answers.
#pragma once

#include "actors/execution_context.hpp"
#include "actors/timed.hpp"
#include "proto/graphql/engine.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>

namespace mitos::actors {

class executions {
public:
  /// The response, nothing where the execution failed by a fault of ours.
  using finished = std::function<void(std::optional<std::string> response)>;

  executions(timed& self, const resolver_services& services, std::chrono::nanoseconds longest)
      : self_(self),
        services_(services),
        longest_(longest) {}

  /// The response, or the number of an execution that waits; `when_finished` must follow then.
  std::variant<std::string, execution_number> begin(const proto::graphql::operation& operation,
                                                    const proto::json::value& root,
                                                    const session_ptr& session);
  void when_finished(execution_number number, finished then);
  void answer(execution_number number, proto::graphql::call_number call, const proto::graphql::outcome& what);
  /// Whoever is waited for is told; nothing is finished.
  void cancel(execution_number number);
  void clear() { waiting_.clear(); }

private:
  struct waiting {
    std::unique_ptr<execution_context> context; ///< goes behind the execution
    proto::graphql::execution execution;
    timed::timer longest;
    finished then;
  };

  template <class F>
  void go_on(execution_number number, F f);
  std::unique_ptr<execution_context> make_context(const session_ptr& session);

  timed& self_;
  const resolver_services& services_;
  std::chrono::nanoseconds longest_;
  std::unordered_map<execution_number, waiting> waiting_;
  std::unique_ptr<execution_context> spare_; ///< most executions need none for long
  execution_number last_ = 0;
};

} // namespace mitos::actors
