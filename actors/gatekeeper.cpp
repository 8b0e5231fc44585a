#include "actors/gatekeeper.hpp"

#include "actors/pinned.hpp"

#include <caf/actor_system.hpp>

#include <stdexcept>

namespace mitos::actors {

namespace {

class gatekeeper : public pinned {
public:
  gatekeeper(caf::actor_config& config, std::function<admission(const admission_asked&)> judge,
             std::function<void(const departed&)> when_departed)
      : pinned(config),
        judge_(std::move(judge)),
        when_departed_(std::move(when_departed)) {}

  const char* name() const override { return "mitos.gatekeeper"; }

  caf::behavior make_behavior() override {
    return {
        [this](const admission_asked& asked) { return judge(asked); },
        [this](const departed& notice) { part(notice); },
    };
  }

private:
  // What the functions throw must not end the actor: it serves others.

  caf::result<caf::message> judge(const admission_asked& asked) {
    try {
      return std::visit([](const auto& said) { return caf::make_message(said); }, judge_(asked));
    } catch (...) {
      return caf::make_error(caf::sec::runtime_error);
    }
  }

  void part(const departed& notice) {
    try {
      if (when_departed_)
        when_departed_(notice);
    } catch (...) { // nobody waits for it
    }
  }

  std::function<admission(const admission_asked&)> judge_;
  std::function<void(const departed&)> when_departed_;
};

} // namespace

caf::actor spawn_gatekeeper(caf::actor_system& system, std::function<admission(const admission_asked&)> judge,
                            std::function<void(const departed&)> when_departed) {
  if (!judge)
    throw std::invalid_argument("spawn_gatekeeper: there is no function that judges");
  return system.spawn<gatekeeper>(std::move(judge), std::move(when_departed));
}

} // namespace mitos::actors
