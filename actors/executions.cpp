#include "actors/executions.hpp"

namespace mitos::actors {

namespace graphql = proto::graphql;

std::unique_ptr<execution_context> executions::make_context(const session_ptr& session) {
  auto context = spare_ ? std::move(spare_) : std::make_unique<execution_context>();
  context->session = session;
  context->number = ++last_;
  context->services = &services_;
  return context;
}

std::variant<std::string, execution_number> executions::begin(const graphql::operation& operation,
                                                              const proto::json::value& root,
                                                              const session_ptr& session) {
  auto context = make_context(session);
  auto begun = operation.begin(root, context.get());
  if (auto* response = std::get_if<std::string>(&begun)) {
    context->session = {};
    spare_ = std::move(context);
    return std::move(*response);
  }
  const auto number = context->number;
  auto longest = self_.set_timer(self_.now() + longest_, [this, number] {
    go_on(number,
          [](graphql::execution& e) { return std::optional(e.give_up("was not answered in time.")); });
  });
  waiting_.emplace(number,
                   waiting{std::move(context), std::get<graphql::execution>(std::move(begun)), longest, {}});
  return number;
}

void executions::when_finished(execution_number number, finished then) {
  waiting_.at(number).then = std::move(then);
}

void executions::answer(execution_number number, graphql::call_number call, const graphql::outcome& what) {
  go_on(number, [&](graphql::execution& e) { return e.answer(call, what); });
}

template <class F>
void executions::go_on(execution_number number, F f) {
  const auto found = waiting_.find(number);
  if (found == waiting_.end())
    return;
  std::optional<std::string> response;
  try {
    response = f(found->second.execution);
    if (!response)
      return;
  } catch (...) { // no memory, say: it costs this operation only
  }
  self_.stop_timer(found->second.longest);
  const auto over = waiting_.extract(found);
  if (over.mapped().then) // else there was no memory to say it
    over.mapped().then(std::move(response));
}

void executions::cancel(execution_number number) {
  const auto found = waiting_.find(number);
  if (found == waiting_.end())
    return;
  self_.stop_timer(found->second.longest);
  waiting_.erase(found);
}

} // namespace mitos::actors
