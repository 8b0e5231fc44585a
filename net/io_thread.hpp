/// One thread: its sockets, their connection actors, their timers.
#pragma once

#include "actors/events.hpp"
#include "actors/supervisor.hpp"
#include "net/actor_unit.hpp"
#include "net/alarms.hpp"
#include "net/asio.hpp"
#include "net/governor.hpp"
#include "net/server_options.hpp"
#include "net/session.hpp"

#include <caf/mailbox_element.hpp>
#include <caf/scheduled_actor.hpp>

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace spdlog {
class logger;
}

namespace mitos::net {

/// What the actors of a thread keep alive as long as they live, which may be longer than the thread.
struct actor_home {
  actor_home(caf::actor_system& system, std::function<void()> wake) : unit(system, std::move(wake)) {}
  actor_unit unit;
  actors::connection_settings settings;
  std::atomic<bool> supervisor_gone = false;
};

/// Works in turns: the sockets that are ready, then alarms and actors, then one write for each session that
/// has something to send. A turn is bounded, so that no stream of messages holds up the other sockets.
class io_thread {
public:
  io_thread(caf::actor_system& system, const server_options& options, std::shared_ptr<spdlog::logger> log);
  io_thread(const io_thread&) = delete;
  io_thread& operator=(const io_thread&) = delete;
  /// Stops.
  ~io_thread();

  // From any thread.

  void start(actors::executor_provider executor);
  /// Ends the sessions, then the supervisor and its executor, then the thread.
  void stop();
  /// Runs `f` on the thread. What it throws is logged.
  template <class F>
  void post(F f) {
    asio::post(context_, std::move(f));
  }
  asio::io_context& context() { return context_; }
  const std::shared_ptr<actor_home>& home() const { return home_; }
  /// Until it is stopped.
  const caf::actor& supervisor() const { return supervisor_; }

  // On the thread only.

  /// Whether the caller runs on an io thread of the server with these options.
  static bool is_one_of(const server_options& options) { return running_of == &options; }

  const server_options& options() const { return options_; }
  spdlog::logger& log() const { return *log_; }
  /// The time of this turn.
  time_point now();
  /// Bytes to read into; what is in them is lost when the next session reads.
  std::span<char> read_buffer() { return read_buffer_; }
  /// Memory for a queue, and where it goes when the queue is empty.
  std::string borrow_memory();
  void give_back(std::string memory);

  void enter(const std::shared_ptr<session>& s);
  void leave(session& s) noexcept;
  /// The session hears on_turn_end when this turn ends, once however often it asks.
  void flush(session& s);
  /// The session hears on_later in the next turn.
  void later(session& s);
  void set(alarm& which, std::chrono::nanoseconds after) { alarms_.set(which, now() + after); }
  void put_off(alarm& which) { alarms_.put_off(which); }

  /// Hands `event` to an actor that was born here, at once, as CAF's brokers do: it does not wait in the
  /// mailbox. Not to be called while an actor of this thread runs. False when the actor has ended.
  template <class Event>
  bool deliver(caf::scheduled_actor& to, Event event) {
    caf::mailbox_element_vals<Event> element(nullptr, caf::make_message_id(), {}, std::move(event));
    return activate(to, element);
  }
  bool deliver_text(caf::scheduled_actor& to, std::string_view text);

  governor& overload() { return governor_; }
  /// Closes sessions, those first for whom most waits, until so many bytes are free. Returns how many.
  std::size_t shed(std::size_t bytes);

  /// Logs the exception that is being handled.
  void report(const char* what) noexcept;

private:
  using text_element = caf::mailbox_element_vals<actors::text_received>;

  static thread_local const server_options* running_of;

  void run();
  void serve();
  void serve_sockets();
  std::size_t serve_one_socket();
  void end_turn();
  void flush_sessions();
  void go_on();
  bool busy() const { return !home_->unit.idle() || !to_go_on_.empty() || !to_flush_.empty(); }
  bool activate(caf::scheduled_actor& to, caf::mailbox_element& element);
  void begin_stop();
  void wind_up();

  const server_options& options_;
  std::shared_ptr<spdlog::logger> log_;
  asio::io_context context_{1};
  std::shared_ptr<actor_home> home_;
  caf::actor supervisor_;
  std::thread thread_;

  alarms alarms_;
  governor governor_{*this};
  time_point now_{};
  std::vector<char> read_buffer_;
  text_element text_;
  std::vector<std::string> spare_memory_;
  std::vector<std::shared_ptr<session>> sessions_;
  std::vector<std::shared_ptr<session>> to_flush_;
  std::vector<std::shared_ptr<session>> flushing_;
  std::vector<std::shared_ptr<session>> to_go_on_;
  unsigned turns_alone_ = 0; ///< turns since more than one socket was found ready
  bool stopping_ = false;
  time_point stopped_at_{};
  bool done_ = false;
};

} // namespace mitos::net
