/// The thread of a node's part in a cluster: its sockets and its actor.
#pragma once

#include "net/actor_unit.hpp"
#include "net/asio.hpp"

#include <caf/mailbox_element.hpp>
#include <caf/scheduled_actor.hpp>

#include <memory>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace spdlog {
class logger;
}

namespace mitos::net {

/// Whoever has something to do when a turn ends.
class turn_user {
public:
  virtual void on_turn_end() noexcept = 0;

protected:
  ~turn_user() = default;
};

/// Works in turns, as an io_thread does: the sockets that are ready, then actors, then those that asked for
/// the end of the turn. A turn is bounded.
class cluster_thread {
public:
  cluster_thread(caf::actor_system& system, std::shared_ptr<spdlog::logger> log);
  cluster_thread(const cluster_thread&) = delete;
  cluster_thread& operator=(const cluster_thread&) = delete;
  /// Stops.
  ~cluster_thread();

  // From any thread.

  void start();
  /// Ends the thread. May be called again.
  void stop();
  /// Runs `f` on the thread. What it throws is logged.
  template <class F>
  void post(F f) {
    asio::post(context_, std::move(f));
  }
  asio::io_context& context() { return context_; }
  /// Who is born on it must keep it.
  const std::shared_ptr<actor_unit>& unit() const { return unit_; }
  spdlog::logger& log() const { return *log_; }
  std::thread::id id() const { return thread_.get_id(); }

  // On the thread only.

  /// Bytes to read into; what is in them is lost when the next one reads.
  std::span<char> read_buffer() { return read_buffer_; }
  /// It is told when this turn ends, as often as it asks.
  void at_turn_end(std::shared_ptr<turn_user> user) { at_end_.push_back(std::move(user)); }
  /// Hands `event` to an actor that was born here, at once, as CAF's brokers do. Not to be called while an
  /// actor of this thread runs. False when the actor has ended.
  template <class Event>
  bool deliver(caf::scheduled_actor& to, Event event) {
    caf::mailbox_element_vals<Event> element(nullptr, caf::make_message_id(), {}, std::move(event));
    return to.activate(unit_.get(), element) != caf::scheduled_actor::activation_result::terminated;
  }
  /// Logs the exception that is being handled.
  void report(const char* what) noexcept;

private:
  void run();
  void serve();
  void serve_sockets();
  void end_turn();

  std::shared_ptr<spdlog::logger> log_;
  asio::io_context context_{1};
  std::shared_ptr<actor_unit> unit_;
  std::vector<char> read_buffer_;
  std::vector<std::shared_ptr<turn_user>> at_end_;
  std::vector<std::shared_ptr<turn_user>> ending_;
  bool done_ = false;
  std::thread thread_;
};

} // namespace mitos::net
