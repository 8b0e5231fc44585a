#include "actors/ask.hpp"

#include "actors/execution_context.hpp"

#include <stdexcept>

namespace mitos::actors {

namespace graphql = proto::graphql;

graphql::resolver asks(caf::actor whom, std::chrono::nanoseconds timeout) {
  return asks(
      std::move(whom),
      [](const graphql::field_call& call) {
        return caf::make_message(field_asked{call.coordinate(), call.path(), call.parent, call.arguments,
                                             context_of(call).session});
      },
      timeout);
}

graphql::resolver asks(caf::actor whom, std::function<caf::message(const graphql::field_call&)> question,
                       std::chrono::nanoseconds timeout) {
  if (!whom)
    throw std::invalid_argument("asks: there is no actor to ask");
  return [whom = std::move(whom), question = std::move(question),
          timeout](const graphql::field_call& call) -> graphql::resolved {
    return context_of(call).services->ask(call, whom, question(call), timeout);
  };
}

} // namespace mitos::actors
