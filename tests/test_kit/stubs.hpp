/// A gatekeeper and an executor that do what a test tells them, when it tells them.
#pragma once

#include "actors/executor.hpp"
#include "actors/gatekeeper.hpp"
#include "tests/test_kit/world.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::test_kit {

/// Asks nobody and waits: the test gives each verdict. Installs itself in the world's settings. Questions are
/// numbered from 0 as they come; what names one that has not come settles the world, and throws `failure` if
/// there still is none.
class stub_gatekeeper {
public:
  /// The world's connections ask it from here on.
  explicit stub_gatekeeper(world& owner);
  stub_gatekeeper(const stub_gatekeeper&) = delete;
  stub_gatekeeper& operator=(const stub_gatekeeper&) = delete;
  ~stub_gatekeeper(); ///< questions that were not answered stay so: it dies

  /// How many questions there were.
  std::size_t asked();
  /// What was asked.
  const actors::admission_asked& question(std::size_t which);
  /// Answers it with this.
  void admits(std::size_t which, actors::admitted verdict = {});
  /// The same.
  void refuses(std::size_t which, actors::refused verdict = {});
  /// Answers it with what is no verdict (P14: 4500).
  void answers_nonsense(std::size_t which);
  /// What it owes is owed by nobody from here on.
  void dies();
  /// In the order in which it was told.
  std::vector<actors::departed> departures();

private:
  struct state;
  template <class Answer>
  void answer(std::size_t which, const char* how, Answer verdict);
  void await(std::size_t which);

  world* world_;
  caf::actor handle_;
  std::shared_ptr<state> state_;
};

/// Starts nothing: the test sends each result. Installs itself in the world's settings. Operations are
/// numbered from 0 as they come; what names one that has not come settles the world, and throws `failure` if
/// there still is none.
class stub_executor {
public:
  /// The world's connections have it run their operations from here on.
  explicit stub_executor(world& owner);

  /// The actor, for who installs it elsewhere.
  const caf::actor& handle() const { return handle_; }

  /// What is known of an operation.
  struct started {
    actors::start_operation order; ///< as it came
    caf::actor connection;         ///< whose it is
    bool cancelled = false;        ///< nothing is to be sent any more
    std::size_t demand = 0;        ///< granted in all
  };

  /// In the order of their starts.
  std::vector<started>& operations();
  /// The latest operation with this query; throws `failure` that lists the others if there is none.
  std::size_t operation(std::string_view query);
  /// A result, as JSON text.
  void sends(std::size_t which, std::string payload);
  /// A result of a source that does not wait for slow clients.
  void publishes(std::size_t which, std::string payload);
  /// Ends it with errors, the JSON text of an array.
  void fails(std::size_t which, std::string errors);
  /// Ends it.
  void completes(std::size_t which);
  /// Its operations fail (promise 7).
  void dies();

private:
  template <class Result>
  void answer(std::size_t which, const char* how, Result result);
  started& await(std::size_t which);

  world* world_;
  caf::actor handle_;
  std::shared_ptr<std::vector<started>> started_;
};

} // namespace mitos::test_kit
