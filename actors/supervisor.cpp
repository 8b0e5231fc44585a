#include "actors/supervisor.hpp"

#include "actors/events.hpp"
#include "actors/overloaded.hpp"

#include <algorithm>

namespace mitos::actors {

/// Time for the next batch of a drain, or for its end.
struct batch_due {};
struct drain_over {
  std::size_t which = 0;
};
/// Time for another executor in place of one that did not live long.
struct executor_due {};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::batch_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::drain_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::executor_due)

namespace mitos::actors {

namespace {

constexpr std::chrono::milliseconds batch_interval{50};
constexpr std::size_t least_batch = 32;

/// Of executors that live shorter than the longest pause the first is replaced at once, each next one behind
/// a pause that is twice as long.
constexpr std::chrono::milliseconds first_pause{10};
constexpr std::chrono::milliseconds longest_pause{1000};

} // namespace

supervisor::supervisor(caf::actor_config& config, std::shared_ptr<connection_settings> settings,
                       executor_provider executor)
    : pinned(config),
      settings_(std::move(settings)),
      provider_(std::move(executor)) {
  set_down_handler([this](caf::down_msg& down) {
    if (down.source == settings_->executor)
      executor_down();
  });
  set_exit_handler([this](caf::exit_msg& end) { // an executor may be linked to it
    if (settings_->executor && end.source == settings_->executor)
      executor_down();
    else if (end.reason != caf::exit_reason::normal)
      quit(std::move(end.reason));
  });
}

caf::behavior supervisor::make_behavior() {
  settings_->supervisor = this;
  start_executor();
  return serving();
}

void supervisor::on_exit() {
  // The settings are shared with connections; this breaks the ring of handles.
  if (settings_->executor && std::holds_alternative<executor_factory>(provider_))
    send_exit(settings_->executor, caf::exit_reason::user_shutdown);
  provider_ = {};
  settings_->executor = {};
  settings_->supervisor = {}; // the gatekeeper stays: who comes now is not to be admitted unasked
}

caf::behavior supervisor::serving() {
  return {
      [this](const connection_opened&) { enter(sender()); },
      [this](const connection_gone&) { connections_.erase(sender()); },
      [this](const drain& order) { return start_draining(order); },
      [this](const executor_due&) { start_executor(); },
  };
}

caf::behavior supervisor::draining(const proto::close_reason& reason, std::size_t batch) {
  return {
      [this, reason](const connection_opened&) {
        enter(sender());
        send(sender(), close_connection{reason});
      },
      [this](const connection_gone&) {
        connections_.erase(sender());
        if (connections_.empty())
          finish_draining();
      },
      [this, reason, batch](const batch_due&) { close_batch(reason, batch); },
      [this](const drain& order) { return wait_for_drain(order); }, // which goes on as it began
      [this](const drain_over& over) { finish_draining(over.which); },
      [this](const executor_due&) { start_executor(); },
  };
}

void supervisor::enter(const caf::actor& connection) {
  try {
    connections_.insert(connection);
  } catch (const std::bad_alloc&) { // one that it could not drain
    send(connection, close_connection{{proto::close_code::try_again_later, "Try again later"}});
  }
}

caf::result<drained> supervisor::start_draining(const drain& order) {
  to_close_.assign(connections_.begin(), connections_.end());
  // Half of the time for sending closes, the rest for the peers' answers.
  auto batches = std::max<std::size_t>(1, static_cast<std::size_t>(order.within / 2 / batch_interval));
  auto batch = std::max(least_batch, (to_close_.size() + batches - 1) / batches);
  become(draining(order.reason, batch));
  close_batch(order.reason, batch);
  return wait_for_drain(order);
}

caf::result<drained> supervisor::wait_for_drain(const drain& order) {
  if (connections_.empty())
    return drained{};
  drains_.push_back(make_response_promise());
  delayed_send(this, order.within, drain_over{drains_.size() - 1});
  return drains_.back();
}

void supervisor::close_batch(const proto::close_reason& reason, std::size_t batch) {
  for (; batch > 0 && !to_close_.empty(); --batch) {
    send(to_close_.back(), close_connection{reason});
    to_close_.pop_back();
  }
  if (!to_close_.empty())
    delayed_send(this, batch_interval, batch_due{});
}

void supervisor::finish_draining() {
  for (std::size_t which = 0; which < drains_.size(); ++which)
    finish_draining(which);
}

void supervisor::finish_draining(std::size_t which) {
  if (drains_[which].pending())
    drains_[which].deliver(drained{connections_.size()});
}

void supervisor::start_executor() {
  executor_started_ = clock().now();
  try {
    settings_->executor =
        std::visit(overloaded{
                       [this](executor_factory& make) { return make ? make(*this) : nullptr; },
                       [](caf::actor& of_host) { return of_host; },
                   },
                   provider_);
  } catch (...) { // a factory of the host's: until it makes one, operations fail
    settings_->executor = nullptr;
    return restart_executor();
  }
  if (settings_->executor)
    monitor(settings_->executor);
}

void supervisor::executor_down() {
  const auto dead = std::exchange(settings_->executor, nullptr);
  for (auto& connection : connections_)
    send(connection, executor_lost{});
  if (std::holds_alternative<executor_factory>(provider_))
    restart_executor();
}

void supervisor::restart_executor() {
  if (clock().now() - executor_started_ > longest_pause)
    pause_ = {};
  const auto pause = std::exchange(pause_, std::clamp(2 * pause_, first_pause, longest_pause));
  if (pause.count() == 0)
    start_executor();
  else
    delayed_send(this, pause, executor_due{});
}

caf::actor supervisor::sender() { return caf::actor_cast<caf::actor>(current_sender()); }

} // namespace mitos::actors
