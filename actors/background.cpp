#include "actors/background.hpp"

#include "actors/clients.hpp"

#include <caf/actor_system_config.hpp>
#include <caf/atom.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>
#include <caf/string_view.hpp>

#include <deque>
#include <stdexcept>

namespace mitos::actors {

namespace graphql = proto::graphql;

namespace {

/// One call, with what it runs and the answer that it owes.
struct task {
  background_call call;
  background_resolver run;
  answer owed;

  graphql::outcome outcome() const {
    try {
      return run(call);
    } catch (const std::exception& fault) {
      return error_of(fault.what());
    } catch (...) {
      return error_of("Unexpected error.");
    }
  }
};
using shared_task = std::shared_ptr<task>;

} // namespace

/// To the background, to a worker, and back.
struct take_task {
  shared_task what;
};
struct run_task {
  shared_task what;
};
struct task_done {};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::take_task)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::run_task)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::task_done)

namespace mitos::actors {

namespace {

class worker : public caf::event_based_actor {
public:
  using event_based_actor::event_based_actor;

  caf::behavior make_behavior() override {
    return {[](const run_task& order) {
      if (order.what->owed.is_wanted())
        order.what->owed.give(order.what->outcome());
      return task_done{};
    }};
  }
};

class background : public caf::event_based_actor {
public:
  background(caf::actor_config& config, const background_options& options)
      : event_based_actor(config),
        options_(options) {
    // Nobody has a thread of its own where a test decides who is next.
    if (caf::get_or(system().config(), "scheduler.policy", caf::atom("")) == caf::atom("testing"))
      options_.own_threads = false;
  }

  const char* name() const override { return "mitos.background"; }

  caf::behavior make_behavior() override {
    for (std::size_t i = 0; i < options_.workers; ++i)
      idle_.push_back(options_.own_threads ? spawn<worker, caf::linked + caf::detached>()
                                           : spawn<worker, caf::linked>());
    return {
        [this](const take_task& order) { take(order.what); },
        [this](const task_done&) {
          idle_.push_back(caf::actor_cast<caf::actor>(current_sender()));
          start();
        },
    };
  }

  void on_exit() override {
    idle_.clear();
    waiting_.clear();
  }

private:
  void take(const shared_task& task) {
    if (idle_.empty() && waiting_.size() >= options_.max_waiting)
      std::erase_if(waiting_, [](auto& old) { return !old->owed.is_wanted(); });
    if (idle_.empty() && waiting_.size() >= options_.max_waiting)
      return task->owed.refuse("was not answered: too many calls wait.");
    waiting_.push_back(task);
    start();
  }

  void start() {
    for (; !idle_.empty() && !waiting_.empty(); waiting_.pop_front(), idle_.pop_back())
      send(idle_.back(), run_task{waiting_.front()});
  }

  background_options options_;
  std::vector<caf::actor> idle_;
  std::deque<shared_task> waiting_;
};

} // namespace

caf::actor spawn_background(caf::actor_system& system, const background_options& options) {
  return system.spawn<background>(options);
}

graphql::resolver in_background(caf::actor background, background_resolver f) {
  if (!background || !f)
    throw std::invalid_argument("in_background: there is no background, or no function to call");
  return later([background = std::move(background), f = std::move(f)](const graphql::field_call& call,
                                                                      answer owed) {
    auto made = std::make_shared<task>(
        task{{call.parent, call.arguments, call.path(), context_of(call).session, {}}, f, std::move(owed)});
    made->call.is_wanted = [of = std::weak_ptr<task>(made)] {
      const auto live = of.lock();
      return live && live->owed.is_wanted();
    };
    caf::anon_send(background, take_task{std::move(made)});
  });
}

} // namespace mitos::actors
