/// A gatekeeper and an executor that do what a test tells them, when it tells them.
#pragma once

#include "actors/executor.hpp"
#include "actors/gatekeeper.hpp"
#include "tests/test_kit/world.hpp"

#include <memory>
#include <vector>

namespace mitos::test_kit {

/// Asks nobody and waits: the test gives each verdict. Installs itself in the world's settings.
class stub_gatekeeper {
public:
  explicit stub_gatekeeper(world& owner);
  stub_gatekeeper(const stub_gatekeeper&) = delete;
  stub_gatekeeper& operator=(const stub_gatekeeper&) = delete;
  ~stub_gatekeeper(); ///< questions that were not answered stay so: it dies

  std::size_t asked();
  const actors::admission_asked& question(std::size_t which);
  void admits(std::size_t which, actors::admitted verdict = {});
  void refuses(std::size_t which, actors::refused verdict = {});
  void answers_nonsense(std::size_t which);
  void dies();
  std::vector<actors::departed> departures();

private:
  struct state;
  world* world_;
  caf::actor handle_;
  std::shared_ptr<state> state_;
};

/// Starts nothing: the test sends each result. Installs itself in the world's settings.
class stub_executor {
public:
  explicit stub_executor(world& owner);

  struct started {
    actors::start_operation order;
    caf::actor connection;
    bool cancelled = false;
    std::size_t demand = 0; ///< granted in all
  };

  /// In the order of their starts.
  std::vector<started>& operations();
  void sends(std::size_t which, std::string payload);
  /// A result of a source that does not wait for slow clients.
  void publishes(std::size_t which, std::string payload);
  void fails(std::size_t which, std::string errors);
  void completes(std::size_t which);
  void dies();

private:
  world* world_;
  caf::actor handle_;
  std::shared_ptr<std::vector<started>> started_;
};

} // namespace mitos::test_kit
