/// One WebSocket as one actor: the only state machine.
#pragma once

#include "actors/connection_settings.hpp"
#include "actors/executor.hpp"
#include "actors/gatekeeper.hpp"
#include "actors/operations.hpp"
#include "actors/pinned.hpp"
#include "actors/transport.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::actors {

/// Its mailbox puts accept, init, verdict, timeouts, results and close in one order; its state is the
/// behaviour it has now. What a state does not name is dropped, and counted.
class connection : public pinned {
public:
  connection(caf::actor_config& config, std::shared_ptr<transport> wire,
             std::shared_ptr<const connection_facts> facts,
             std::shared_ptr<const connection_settings> settings);

  const char* name() const override { return "mitos.connection"; }
  caf::behavior make_behavior() override;
  void on_exit() override;
  caf::invoke_message_result consume(caf::mailbox_element& message) override;
  bool cleanup(caf::error&& reason, caf::execution_unit* host) override;

private:
  /// The one that this thread runs now.
  static thread_local connection* running;
  static connection& me() { return *running; }

  // The states, in life order.
  static const caf::behavior& accepting();
  static const caf::behavior& awaiting_init();
  static const caf::behavior& authorising();
  static const caf::behavior& ready();
  static caf::behavior closing(const proto::close_reason& reason);
  static caf::behavior closed(const proto::close_reason& reason);
  /// What every open state hears.
  static caf::message_handler open();

  void accept();
  void authorise(std::optional<std::string> payload);
  void admit(const admitted& verdict);
  void refuse(const proto::close_reason& reason);
  void initialised_twice();
  void unauthorised();

  /// The only road to `closing`; a slow peer does not get what it did not read.
  void close(const proto::close_reason& reason, bool slow = false);
  void too_slow();
  /// The only road to `closed`.
  void let_go(const proto::close_reason& reason);
  /// Lets go of the operations, the wire and the session.
  void leave(const proto::close_reason& reason);
  void depart(const proto::close_reason& reason);

  /// What the client says: `handlers` for what the state is about, the others below for the rest.
  template <class... Handlers>
  void hear(const text_received& event, Handlers... handlers);
  void hear(const proto::ping& said);
  void hear(const proto::pong&) {}
  void hear(const proto::connection_terminate&);
  void hear(const proto::malformed& said);
  bool is_held(std::string_view id) const;
  void hold(proto::subscribe said);
  void release(const std::string& id);
  void start(proto::subscribe said);
  void stop(const std::string& id);
  void refuse_operation(std::string_view id);

  // What the executor says.
  void next(const operation_next& result);
  void next_of_several(const operation_next& results);
  template <class Say>
  void next(const operation_next& result, std::string_view payload, Say say_it);
  /// Whether the result waits for a client that is behind, instead of its wire (slow_policy).
  bool holds(operations::operation& of, const operation_next& result, std::string_view payload);
  /// Of all that is held, which is within max_queue.
  std::size_t held_bytes();
  void drained();
  /// Says what is held, as far as the wire is not behind.
  void release_results();
  void finish(const operation_completed& result);
  void fail(const operation_failed& result);
  void fail_operations();
  /// By a fault of ours, or of the executor.
  void fail_operation(operation_number number);

  void end(operation_number number, operation_end how);
  void cancel(operation_number number);
  void stop_operations();
  /// Results that one of so many operations may have under way.
  std::size_t fair_credit(std::size_t operations) const;
  void grant(operations::operation& to);
  void grant();

  // False: the peer is too slow, and the connection is closing now.
  bool say(std::string_view text);
  bool say_next(const operations::operation& of, std::string_view payload);
  bool say_first_held(operations::operation& of);
  bool say_held(operations::operation& of);
  bool say_error(std::string_view id, std::string_view errors);
  bool say_connection_error(std::string_view message);
  bool say_keep_alive();
  /// False where the peer is gone, or `due` is of an old arming.
  bool keep_alive(const keep_alive_due& due);
  void arm_keep_alive();
  template <class Message>
  void tell_supervisor(Message message);
  template <class Hook, class... Ts>
  void tell_host(Hook hooks::*which, const Ts&... what);

  const connection_options& options() const { return settings_->options; }
  metrics& count() const { return *settings_->metrics; }
  bool legacy() const { return dialect_ == proto::dialect::graphql_ws; }

  std::shared_ptr<transport> wire_;
  std::shared_ptr<const connection_facts> facts_; ///< until it is authorised; with hooks, to the end
  std::shared_ptr<const connection_settings> settings_;
  proto::dialect dialect_;
  caf::actor admitter_;                ///< asked, and neither refused nor told of a departure
  std::optional<session_ptr> session_; ///< what it admitted
  operations operations_;
  std::vector<proto::subscribe> held_; ///< legacy: heard before the verdict (L3)
  std::uint64_t keep_alive_number_ = 0;
  std::size_t refusals_in_a_row_ = 0;
};

} // namespace mitos::actors
