#include "tests/test_kit/stubs.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

#include <functional>

namespace mitos::test_kit {

using namespace actors;

/// What a test tells the gatekeeper: to answer a question. It must run in the actor.
struct told {
  std::size_t which = 0;
  std::function<void(caf::response_promise&)> answer;
};

} // namespace mitos::test_kit

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::test_kit::told)

namespace mitos::test_kit {

struct stub_gatekeeper::state {
  std::vector<admission_asked> questions;
  std::vector<caf::response_promise> promises;
  std::vector<departed> departures;
};

namespace {

template <class State>
class gatekeeper_actor : public caf::event_based_actor {
public:
  gatekeeper_actor(caf::actor_config& config, std::shared_ptr<State> state)
      : event_based_actor(config),
        state_(std::move(state)) {}

  caf::behavior make_behavior() override {
    return {
        [this](const admission_asked& question) {
          state_->questions.push_back(question);
          state_->promises.push_back(make_response_promise());
          return state_->promises.back();
        },
        [this](const told& order) { order.answer(state_->promises.at(order.which)); },
        [this](const departed& notice) { state_->departures.push_back(notice); },
    };
  }

private:
  std::shared_ptr<State> state_;
};

using starts = std::vector<stub_executor::started>;

class executor_actor : public caf::event_based_actor {
public:
  executor_actor(caf::actor_config& config, std::shared_ptr<starts> started)
      : event_based_actor(config),
        started_(std::move(started)) {}

  caf::behavior make_behavior() override {
    return {
        [this](const start_operation& order) {
          started_->push_back({order, asker(), false, order.demand});
        },
        [this](const cancel_operation& order) {
          if (auto* known = find(order.number))
            known->cancelled = true;
        },
        [this](const operation_demand& order) {
          if (auto* known = find(order.number))
            known->demand += order.results;
        },
    };
  }

private:
  caf::actor asker() { return caf::actor_cast<caf::actor>(current_sender()); }

  stub_executor::started* find(operation_number number) {
    auto who = asker();
    for (auto& one : *started_)
      if (one.connection == who && one.order.number == number)
        return &one;
    return nullptr;
  }

  std::shared_ptr<starts> started_;
};

} // namespace

stub_gatekeeper::stub_gatekeeper(world& owner) : world_(&owner), state_(std::make_shared<state>()) {
  handle_ = owner.system().spawn<gatekeeper_actor<state>>(state_);
  owner.settings().gatekeeper = handle_;
}

stub_gatekeeper::~stub_gatekeeper() {
  world_->end(handle_);
  state_->promises.clear(); // they hold the asker, and the asked
}

std::size_t stub_gatekeeper::asked() {
  world_->settle();
  return state_->questions.size();
}

void stub_gatekeeper::await(std::size_t which) {
  if (which >= state_->questions.size() && which >= asked())
    throw failure("the gatekeeper was to answer question " + std::to_string(which) + ", but was asked only " +
                  std::to_string(asked()));
}

const admission_asked& stub_gatekeeper::question(std::size_t which) {
  world_->settle();
  await(which);
  return state_->questions.at(which);
}

template <class Answer>
void stub_gatekeeper::answer(std::size_t which, const char* how, Answer verdict) {
  await(which);
  world_->meanwhile();
  world_->note("the gatekeeper " + std::string(how) + ' ' + std::to_string(which));
  caf::anon_send(handle_, told{which, [verdict](auto& promise) { promise.deliver(verdict); }});
}

void stub_gatekeeper::admits(std::size_t which, admitted verdict) {
  answer(which, "admits", std::move(verdict));
}

void stub_gatekeeper::refuses(std::size_t which, refused verdict) {
  answer(which, "refuses", std::move(verdict));
}

void stub_gatekeeper::answers_nonsense(std::size_t which) { answer(which, "answers nonsense to", 42); }

void stub_gatekeeper::dies() {
  world_->meanwhile();
  world_->note("the gatekeeper dies");
  caf::anon_send_exit(handle_, caf::exit_reason::kill);
}

std::vector<departed> stub_gatekeeper::departures() {
  world_->settle();
  return state_->departures;
}

stub_executor::stub_executor(world& owner) : world_(&owner), started_(std::make_shared<starts>()) {
  handle_ = owner.system().spawn<executor_actor>(started_);
  owner.settings().executor = handle_;
}

starts& stub_executor::operations() {
  world_->settle();
  return *started_;
}

stub_executor::started& stub_executor::await(std::size_t which) {
  if (which >= started_->size() && which >= operations().size())
    throw failure("the executor was to answer operation " + std::to_string(which) + ", but only " +
                  std::to_string(started_->size()) + " were started");
  return (*started_)[which];
}

std::size_t stub_executor::operation(std::string_view query) {
  auto& all = operations();
  std::string others;
  for (auto which = all.size(); which-- > 0;) {
    if (all[which].order.request->query == query)
      return which;
    others = "\n  " + all[which].order.request->query + others;
  }
  throw failure("no operation was started with the query " + std::string(query) +
                (others.empty() ? ", nor any other" : "\n  but these were:" + others));
}

template <class Result>
void stub_executor::answer(std::size_t which, const char* how, Result result) {
  await(which);
  world_->meanwhile();
  world_->note("the executor " + std::string(how) + ' ' + std::to_string(which));
  auto& one = (*started_)[which];
  result.number = one.order.number;
  caf::anon_send(one.connection, std::move(result));
}

void stub_executor::sends(std::size_t which, std::string payload) {
  answer(which, "sends a result of operation",
         operation_next{0, std::make_shared<const std::string>(std::move(payload))});
}

void stub_executor::publishes(std::size_t which, std::string payload) {
  answer(which, "publishes a result of operation",
         operation_next{0, std::make_shared<const std::string>(std::move(payload)), true});
}

void stub_executor::fails(std::size_t which, std::string errors) {
  answer(which, "fails operation",
         operation_failed{0, std::make_shared<const std::string>(std::move(errors))});
}

void stub_executor::completes(std::size_t which) {
  answer(which, "completes operation", operation_completed{});
}

void stub_executor::dies() {
  world_->meanwhile();
  world_->note("the executor dies");
  caf::anon_send_exit(handle_, caf::exit_reason::kill);
}

} // namespace mitos::test_kit
