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
  dies();
  world_->settle();
  state_->promises.clear(); // they hold the asker, and the asked
}

std::size_t stub_gatekeeper::asked() {
  world_->settle();
  return state_->questions.size();
}

const admission_asked& stub_gatekeeper::question(std::size_t which) {
  world_->settle();
  return state_->questions.at(which);
}

void stub_gatekeeper::admits(std::size_t which, admitted verdict) {
  caf::anon_send(handle_, told{which, [verdict](auto& promise) { promise.deliver(verdict); }});
}

void stub_gatekeeper::refuses(std::size_t which, refused verdict) {
  caf::anon_send(handle_, told{which, [verdict](auto& promise) { promise.deliver(verdict); }});
}

void stub_gatekeeper::answers_nonsense(std::size_t which) {
  caf::anon_send(handle_, told{which, [](auto& promise) { promise.deliver(42); }});
}

void stub_gatekeeper::dies() { caf::anon_send_exit(handle_, caf::exit_reason::kill); }

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

void stub_executor::sends(std::size_t which, std::string payload) {
  auto& one = started_->at(which);
  caf::anon_send(one.connection,
                 operation_next{one.order.number, std::make_shared<const std::string>(std::move(payload))});
}

void stub_executor::publishes(std::size_t which, std::string payload) {
  auto& one = started_->at(which);
  caf::anon_send(
      one.connection,
      operation_next{one.order.number, std::make_shared<const std::string>(std::move(payload)), true});
}

void stub_executor::fails(std::size_t which, std::string errors) {
  auto& one = started_->at(which);
  caf::anon_send(one.connection,
                 operation_failed{one.order.number, std::make_shared<const std::string>(std::move(errors))});
}

void stub_executor::completes(std::size_t which) {
  auto& one = started_->at(which);
  caf::anon_send(one.connection, operation_completed{one.order.number});
}

void stub_executor::dies() { caf::anon_send_exit(handle_, caf::exit_reason::kill); }

} // namespace mitos::test_kit
