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
    ~connection() override;

    const char* name() const override { return "mitos.connection"; }
    caf::behavior make_behavior() override;
    void on_exit() override;

private:
    // The states, in life order.
    caf::behavior accepting();
    caf::behavior awaiting_init();
    caf::behavior authorising();
    caf::behavior ready();
    caf::behavior closing(proto::close_reason reason);
    caf::behavior closed(proto::close_reason reason);
    /// What every open state hears.
    caf::message_handler open();

    void accept();
    void authorise(std::optional<std::string> payload);
    void admit(const admitted& verdict);
    void refuse(const proto::close_reason& reason);
    /// The only road to `closing`.
    void close(const proto::close_reason& reason, bool slow = false);
    /// The only road to `closed`: lets go of the wire, the operations and the session.
    void let_go(const proto::close_reason& reason);
    void depart(const proto::close_reason& reason);

    // What the client says, beyond what a state does with it.
    void hear(const proto::ping& message);
    void hear(const proto::pong&) {}
    void hear(const proto::connection_terminate&);
    void hear(const proto::malformed& message);
    void unauthorised();
    void hold(proto::subscribe message);
    void release(const std::string& id);
    void start(proto::subscribe message);
    void stop(const std::string& id);

    // What the executor says.
    void next(const operation_next& result);
    void fail(const operation_failed& result);
    void finish(const operation_completed& result);
    void executor_gone();

    void refuse_operation(std::string_view id);
    void end(operation_number number);
    void stop_operations();
    void grant();
    void keep_alive();
    void arm_keep_alive();
    void say(std::string_view text);
    const connection_options& options() const { return settings_->options; }
    metrics& count() const { return *settings_->metrics; }
    bool legacy() const { return dialect_ == proto::dialect::graphql_ws; }

    std::shared_ptr<transport> wire_;
    std::shared_ptr<const connection_facts> facts_; ///< until admission is settled
    std::shared_ptr<const connection_settings> settings_;
    proto::dialect dialect_;
    caf::actor admitter_;              ///< asked, and not yet told of the departure
    std::optional<session_ptr> session_; ///< of an admission that departs once
    operations operations_;
    std::vector<proto::subscribe> held_; ///< legacy: heard before the verdict (L3)
    std::uint64_t keep_alive_number_ = 0;
    std::size_t refusals_in_a_row_ = 0;
};

} // namespace mitos::actors
