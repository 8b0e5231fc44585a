#include "actors/connection.hpp"

#include "actors/overloaded.hpp"
#include "actors/supervisor.hpp"
#include "proto/next_encoder.hpp"

#include <caf/detail/sync_request_bouncer.hpp>

#include <algorithm>
#include <variant>

namespace mitos::actors {

/// The gatekeeper died, or what it answered is no verdict (P14).
struct admission_failed {};

} // namespace mitos::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::actors::admission_failed)

namespace mitos::actors {

using proto::close_code;
using proto::close_reason;

namespace {

std::optional<std::string_view> view(const std::optional<std::string>& text) {
  return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

const close_reason our_fault{close_code::internal_server_error, "Internal server error"};

/// Whether there is what it says: an executor may be the host's.
bool is_whole(const operation_next& result) {
  const auto& ends = result.ends;
  return result.payload && std::is_sorted(ends.begin(), ends.end()) &&
         (ends.empty() || ends.back() <= result.payload->size());
}

} // namespace

connection::connection(caf::actor_config& config, std::shared_ptr<transport> wire,
                       std::shared_ptr<const connection_facts> facts,
                       std::shared_ptr<const connection_settings> settings)
    : pinned(config),
      wire_(std::move(wire)),
      facts_(std::move(facts)),
      settings_(std::move(settings)),
      dialect_(facts_->dialect.value_or(proto::dialect::graphql_transport_ws)) {
  count().connections.add();
  count().connections_opened.add();
  set_default_handler([this](caf::scheduled_actor* self, caf::message_view& message) {
    count().messages_dropped.add();
    return drop_quietly(self, message);
  });
  set_exception_handler([this](std::exception_ptr&) -> caf::error {
    count().connections_failed.add();
    return caf::sec::runtime_error;
  });
  set_down_handler([this](caf::down_msg&) { send(this, admission_failed{}); });
}

template <class Message>
void connection::tell_supervisor(Message message) {
  if (settings_->supervisor)
    send(settings_->supervisor, message);
}

template <class Hook, class... Ts>
void connection::tell_host(Hook hooks::*which, const Ts&... what) {
  static const session_ptr none;
  const auto* told = settings_->hooks.get();
  if (!told || !(told->*which))
    return;
  try {
    (told->*which)({connection_handle(address()), *facts_, session_ ? *session_ : none}, what...);
  } catch (...) {
    count().hooks_failed.add();
  }
}

template <class... Handlers>
void connection::hear(const text_received& event, Handlers... handlers) {
  count().messages_received.add();
  auto message = proto::decode(dialect_, event.text, options().message);
  std::visit(overloaded{std::move(handlers)..., [this](auto& said) { hear(said); }}, message);
}

thread_local connection* connection::running = nullptr;

caf::invoke_message_result connection::consume(caf::mailbox_element& message) {
  struct turn {
    explicit turn(connection* now) : before(std::exchange(running, now)) {}
    turn(const turn&) = delete;
    ~turn() { running = before; }
    connection* before;
  } const its_turn(this);
  return pinned::consume(message);
}

caf::behavior connection::make_behavior() {
  tell_supervisor(connection_opened{});
  tell_host(&hooks::opened);
  return accepting();
}

// The states, in life order. A behaviour has an object for each message that it names, so all connections of
// a thread share one; whoever runs is `me`.

const caf::behavior& connection::accepting() {
  static thread_local const caf::behavior state{
      [](const accepted&) { me().accept(); },
      [](const close_connection& order) { me().close(order.reason); },
      [](const wire_violated& event) { me().close(event.reason); },
      [](const wire_closed& event) { me().let_go(event.reason); },
  };
  return state;
}

const caf::behavior& connection::awaiting_init() {
  static thread_local const caf::behavior state = caf::message_handler{
      [](const text_received& event) {
        me().hear(
            event, [](proto::connection_init& said) { me().authorise(std::move(said.payload)); },
            [](proto::subscribe&) { me().unauthorised(); }, [](proto::complete&) {});
      },
      [](const init_timed_out&) {
        me().count().init_timeouts.add();
        me().close({close_code::init_timeout, "Connection initialisation timeout"});
      },
  }
                                                      .or_else(open());
  return state;
}

const caf::behavior& connection::authorising() {
  static thread_local const caf::behavior state = caf::message_handler{
      [](const text_received& event) {
        me().hear(
            event, [](proto::connection_init&) { me().initialised_twice(); },
            [](proto::subscribe& said) { me().legacy() ? me().hold(std::move(said)) : me().unauthorised(); },
            [](proto::complete& said) { me().release(said.id); });
      },
      [](const admitted& verdict) { me().admit(verdict); },
      [](const refused& verdict) { me().refuse(verdict.reason); },
      [](const admission_failed&) {
        me().admitter_ = {};
        me().close(our_fault);
      },
      [](const authorisation_timed_out&) {
        me().count().init_timeouts.add();
        me().close({close_code::init_timeout, "Connection authorisation timeout"});
      },
  }
                                                      .or_else(open());
  return state;
}

const caf::behavior& connection::ready() {
  static thread_local const caf::behavior state = caf::message_handler{
      [](const text_received& event) {
        me().hear(
            event, [](proto::connection_init&) { me().initialised_twice(); },
            [](proto::subscribe& said) { me().start(std::move(said)); },
            [](proto::complete& said) { me().stop(said.id); });
      },
      [](const operation_next& result) { me().next(result); },
      [](const operation_completed& result) { me().finish(result); },
      [](const operation_failed& result) { me().fail(result); },
      [](const wire_drained&) { me().drained(); },
      [](const executor_lost&) { me().fail_operations(); },
      [](const keep_alive_due& due) {
        if (me().keep_alive(due) && me().legacy())
          me().say_keep_alive();
      },
      [](const admission_expired&) {
        me().close({close_code::forbidden, "Forbidden"});
      },
  }
                                                      .or_else(open());
  return state;
}

caf::behavior connection::closing(const close_reason& reason) {
  return {
      [](const closing_timed_out&) { me().wire_->cut(); },
      [](const admitted& verdict) { me().session_ = verdict.session; },
      [](const refused&) { me().admitter_ = {}; },
      [](const admission_failed&) { me().admitter_ = {}; },
      [reason](const wire_closed&) { me().let_go(reason); },
  };
}

caf::behavior connection::closed(const close_reason& reason) {
  return {
      [reason](const admitted& verdict) {
        me().session_ = verdict.session;
        me().depart(reason);
        me().quit();
      },
      [](const refused&) { me().quit(); },
      [](const admission_failed&) { me().quit(); },
  };
}

caf::message_handler connection::open() {
  return {
      [](const binary_received&) {
        me().close({close_code::invalid_message, "Invalid message received: a binary message"});
      },
      [](const keep_alive_due& due) { me().keep_alive(due); },
      [](const wire_stalled&) { me().too_slow(); },
      [](const wire_violated& event) { me().close(event.reason); },
      [](const close_connection& order) { me().close(order.reason); },
      [](const wire_closed& event) { me().let_go(event.reason); },
  };
}

// Accept, init, verdict

void connection::accept() {
  if (!facts_->dialect)
    return close({close_code::subprotocol_not_acceptable, "Subprotocol not acceptable"});
  if (options().init_timeout == std::chrono::nanoseconds::zero()) {
    count().init_timeouts.add();
    return close({close_code::init_timeout, "Connection initialisation timeout"});
  }
  become(awaiting_init());
  wire_->limit_message(options().max_early_message);
  if (options().init_timeout)
    wire_->arm(timer::state, *options().init_timeout, init_timed_out{});
  arm_keep_alive();
}

void connection::authorise(std::optional<std::string> payload) {
  auto facts = facts_;
  if (!settings_->hooks)
    facts_.reset();
  if (!settings_->gatekeeper)
    return admit({});
  if (count().admissions_pending.value() >= static_cast<std::int64_t>(options().max_pending_admissions))
    return close({close_code::try_again_later, "Try again later"});
  become(authorising());
  wire_->arm(timer::state, options().authorisation_timeout, authorisation_timed_out{});
  admitter_ = settings_->gatekeeper;
  // A request that a dead gatekeeper answers with an error, and one that dies later with its end. The
  // answer takes its turn in the mailbox, like everything else that may change the state.
  monitor(admitter_);
  auto pending = std::make_shared<counted>(settings_->metrics, &metrics::admissions_pending);
  auto answer = [this, pending](const auto& verdict) {
    demonitor(admitter_);
    send(this, verdict);
  };
  auto id = new_request_id(caf::message_priority::normal);
  add_multiplexed_response_handler(id.response_id(),
                                   {[answer](const admitted& verdict) { answer(verdict); },
                                    [answer](const refused& verdict) { answer(verdict); },
                                    [answer](const caf::error&) { answer(admission_failed{}); }});
  admitter_->eq_impl(id, ctrl(), context(), admission_asked{std::move(facts), std::move(payload)});
}

void connection::admit(const admitted& verdict) {
  if (admitter_)
    session_ = verdict.session;
  become(ready());
  count().connections_ready.add();
  wire_->disarm(timer::state);
  wire_->limit_message(options().max_message);
  if (verdict.expires_after)
    wire_->arm(timer::state, *verdict.expires_after, admission_expired{});
  tell_host(&hooks::ready);
  std::string text;
  proto::encode_ack(text, view(verdict.payload));
  if (!say(text) || (legacy() && !say_keep_alive()))
    return;
  while (!held_.empty()) { // a start may close the connection, which drops the others
    auto first = std::move(held_.front());
    held_.erase(held_.begin());
    start(std::move(first));
  }
}

void connection::refuse(const close_reason& reason) {
  admitter_ = {};
  if (legacy() && !say_connection_error(reason.text))
    return;
  close(reason);
}

void connection::initialised_twice() {
  close({close_code::too_many_init_requests, "Too many initialisation requests"});
}

void connection::unauthorised() {
  if (legacy() && !say_connection_error("Unauthorized"))
    return;
  close({close_code::unauthorized, "Unauthorized"});
}

// The end

void connection::close(const close_reason& asked, bool slow) {
  const auto& reason = proto::may_be_sent(asked.code) ? asked : our_fault; // a gatekeeper's nonsense
  become(closing(reason));
  stop_operations();
  wire_->disarm(timer::keep_alive);
  wire_->arm(timer::state, slow ? options().slow_closing_timeout : options().closing_timeout,
             closing_timed_out{});
  wire_->close(reason, slow);
}

void connection::too_slow() {
  count().slow_consumers.add();
  close({close_code::try_again_later, "Slow consumer"}, true);
}

void connection::let_go(const close_reason& reason) {
  leave(reason);
  if (admitter_)
    become(closed(reason)); // the verdict is on its way, and whoever it admits departs (P18)
  else
    quit();
}

void connection::leave(const close_reason& reason) {
  count().connections.add(-1);
  stop_operations();
  wire_.reset();
  tell_host(&hooks::closed, reason);
  depart(reason);
  tell_supervisor(connection_gone{});
}

void connection::depart(const close_reason& reason) {
  if (session_ && admitter_)
    send(std::exchange(admitter_, {}), departed{*std::exchange(session_, std::nullopt), reason});
}

void connection::on_exit() {
  if (!wire_)
    return;
  wire_->close(our_fault);
  leave(our_fault);
}

/// As CAF cleans up a scheduled actor, but for what this one never has: streams, and timeouts of CAF's clock.
/// To cancel those wakes the clock's thread, whose lock all threads share.
bool connection::cleanup(caf::error&& reason, caf::execution_unit* host) {
  multiplexed_responses_.clear();
  if (!mailbox_.closed()) {
    mailbox_.close();
    get_normal_queue().flush_cache();
    get_urgent_queue().flush_cache();
    caf::detail::sync_request_bouncer bounce{reason};
    while (mailbox_.queue().new_round(1000, bounce).consumed_items > 0) {
    }
  }
  unregister_from_system();
  // NOLINTNEXTLINE(bugprone-parent-virtual-call): as CAF's does, but for what is left out above
  return monitorable_actor::cleanup(std::move(reason), host);
}

// What the client says

void connection::hear(const proto::ping& said) {
  auto payload = view(said.payload);
  if (payload && payload->size() > options().max_ping_echo)
    payload.reset();
  std::string text;
  proto::encode_pong(text, payload);
  say(text);
}

void connection::hear(const proto::connection_terminate&) { close({close_code::normal}); }

void connection::hear(const proto::malformed& said) {
  if (!legacy())
    return close({close_code::invalid_message, said.why});
  // An `error` would end an operation of that id, which goes on.
  if (!said.id || operations_.find(*said.id) || is_held(*said.id))
    return static_cast<void>(say_connection_error(said.why));
  say_error(*said.id, proto::one_error(said.why)); // L8
}

bool connection::is_held(std::string_view id) const {
  return std::any_of(held_.begin(), held_.end(), [&](auto& held) { return held.id == id; });
}

void connection::hold(proto::subscribe said) {
  release(said.id);
  // Those over the limit of operations are refused behind the ack, as far as any is.
  if (held_.size() >= options().max_operations + options().max_refusals)
    return close({close_code::policy_violation, "Too many operations"});
  held_.push_back(std::move(said));
}

void connection::release(const std::string& id) {
  held_.erase(std::remove_if(held_.begin(), held_.end(), [&](auto& held) { return held.id == id; }),
              held_.end());
}

void connection::start(proto::subscribe said) {
  if (const auto* live = operations_.find(said.id)) {
    if (!legacy())
      return close({close_code::subscriber_already_exists, "Subscriber for " + said.id + " already exists"});
    cancel(live->number); // L7
  }
  if (operations_.size() >= options().max_operations)
    return refuse_operation(said.id);
  refusals_in_a_row_ = 0;
  auto credit = fair_credit(operations_.size() + 1);
  auto request = std::make_shared<const proto::request>(std::move(said.payload));
  auto number = operations_.begin(std::move(said.id), credit);
  count().operations.add();
  count().operations_started.add();
  if (settings_->hooks)
    tell_host(&hooks::operation_started, hooked_operation{number, operations_.at(number)->id}, *request);
  if (!settings_->executor)
    return fail({number, {}});
  send(settings_->executor, start_operation{number, std::move(request), session_.value_or(nullptr), credit});
}

void connection::stop(const std::string& id) {
  const auto* live = operations_.find(id);
  if (!live)
    return; // P29, L6
  cancel(live->number);
  if (!legacy())
    return;
  std::string text;
  proto::encode_complete(text, id);
  say(text);
}

void connection::refuse_operation(std::string_view id) {
  count().operations_refused.add();
  if (++refusals_in_a_row_ > options().max_refusals)
    return close({close_code::policy_violation, "Too many operations"});
  say_error(id, proto::one_error("Too many operations: at most " + std::to_string(options().max_operations) +
                                 " at once on one connection"));
}

// What the executor says

void connection::next(const operation_next& result) {
  if (!is_whole(result))
    return fail_operation(result.number);
  if (!result.ends.empty())
    return next_of_several(result);
  next(result, *result.payload, [this](auto& of, auto payload) { return say_next(of, payload); });
}

void connection::next_of_several(const operation_next& results) {
  const auto* live = operations_.at(results.number);
  if (!live)
    return count().results_suppressed.add(std::ssize(results.ends));
  std::string memory;
  proto::next_encoder encoder(memory, dialect_, live->id);
  std::size_t begin = 0;
  for (const auto end : results.ends) {
    next(results, std::string_view(*results.payload).substr(begin, end - begin),
         [&](auto&, auto payload) { return say(encoder.encode(payload)); });
    begin = end;
  }
}

template <class Say>
void connection::next(const operation_next& result, std::string_view payload, Say say_it) {
  auto* live = operations_.at(result.number);
  if (!live)
    return count().results_suppressed.add();
  if (live->credit > 0)
    --live->credit;
  if (!(result.may_be_dropped && holds(*live, result, payload)) && say_it(*live, payload) &&
      !is_behind(wire_->queued(), options()))
    grant(*live);
}

bool connection::holds(operations::operation& of, const operation_next& result, std::string_view payload) {
  const auto policy = options().slow_consumer;
  if (policy == slow_policy::close)
    return false;
  if (of.held.empty() && !is_behind(wire_->queued(), options()))
    return false;
  of.held.push_back(result.ends.empty() ? result.payload : std::make_shared<const std::string>(payload));
  const auto most = policy == slow_policy::latest_only ? 1 : std::max<std::size_t>(options().credit, 1);
  while (of.held.size() > most || (held_bytes() > options().max_queue && !of.held.empty())) {
    of.held.erase(of.held.begin());
    count().results_dropped.add();
  }
  return true;
}

std::size_t connection::held_bytes() {
  std::size_t bytes = 0;
  for (const auto& live : operations_)
    for (const auto& payload : live.held)
      bytes += payload->size();
  return bytes;
}

void connection::drained() {
  release_results();
  if (!is_behind(wire_->queued(), options()))
    grant();
}

void connection::release_results() {
  for (auto& live : operations_)
    while (!live.held.empty()) {
      if (is_behind(wire_->queued(), options()))
        return;
      if (!say_first_held(live))
        return;
    }
}

void connection::finish(const operation_completed& result) {
  auto* live = operations_.at(result.number);
  if (!live)
    return count().results_suppressed.add();
  if (!say_held(*live))
    return;
  std::string text;
  proto::encode_complete(text, live->id);
  end(result.number, operation_end::completed);
  say(text);
}

void connection::fail(const operation_failed& result) {
  auto* live = operations_.at(result.number);
  if (!live)
    return count().results_suppressed.add();
  if (!say_held(*live))
    return;
  auto id = live->id;
  end(result.number, operation_end::failed);
  say_error(id, result.errors ? *result.errors : proto::one_error(our_fault.text));
}

void connection::fail_operations() {
  while (operations_.size() > 0)
    fail_operation(operations_.begin()->number);
}

void connection::fail_operation(operation_number number) {
  if (settings_->executor) // it may have been started there already
    send(settings_->executor, cancel_operation{number});
  fail({number, {}});
}

// Operations

void connection::end(operation_number number, operation_end how) {
  if (settings_->hooks)
    tell_host(&hooks::operation_ended, hooked_operation{number, operations_.at(number)->id}, how);
  operations_.end(number);
  count().operations.add(-1);
}

void connection::cancel(operation_number number) {
  if (settings_->executor)
    send(settings_->executor, cancel_operation{number});
  end(number, operation_end::cancelled);
}

void connection::stop_operations() {
  held_.clear();
  while (operations_.size() > 0)
    cancel(operations_.begin()->number);
}

std::size_t connection::fair_credit(std::size_t operations) const {
  // Together the sources that can wait fill at most a part of the queue, however many they are.
  auto share = options().max_queue_messages / 4 / std::max<std::size_t>(operations, 1);
  return std::clamp<std::size_t>(share, 1, std::max<std::size_t>(options().credit, 1));
}

void connection::grant(operations::operation& to) {
  auto credit = fair_credit(operations_.size());
  if (to.credit > credit / 2)
    return;
  send(settings_->executor, operation_demand{to.number, credit - to.credit});
  to.credit = credit;
}

void connection::grant() {
  for (auto& live : operations_)
    grant(live);
}

// Saying

bool connection::say(std::string_view text) {
  auto [bytes, messages] = wire_->queued();
  if (bytes > 0 && (bytes + text.size() > options().max_queue || messages >= options().max_queue_messages)) {
    too_slow();
    return false;
  }
  count().messages_sent.add();
  wire_->send(text);
  return true;
}

bool connection::say_next(const operations::operation& of, std::string_view payload) {
  constexpr std::size_t kept = std::size_t{16} * 1024;
  static thread_local std::string text; // results are most of what is said
  text.clear();
  proto::encode_next(text, dialect_, of.id, payload);
  const bool said = say(text);
  if (text.capacity() > kept)
    text = {};
  return said;
}

bool connection::say_first_held(operations::operation& of) {
  const auto first = std::move(of.held.front());
  of.held.erase(of.held.begin());
  return say_next(of, *first);
}

bool connection::say_held(operations::operation& of) {
  while (!of.held.empty())
    if (!say_first_held(of))
      return false;
  return true;
}

bool connection::say_error(std::string_view id, std::string_view errors) {
  std::string text;
  proto::encode_error(text, dialect_, id, errors);
  return say(text);
}

bool connection::say_connection_error(std::string_view message) {
  std::string text;
  proto::encode_connection_error(text, message);
  return say(text);
}

bool connection::say_keep_alive() {
  std::string text;
  proto::encode_keep_alive(text);
  return say(text);
}

bool connection::keep_alive(const keep_alive_due& due) {
  if (due.number != keep_alive_number_)
    return false;
  if (!wire_->heard_since_ping()) {
    wire_->cut();
    return false;
  }
  wire_->ping();
  arm_keep_alive();
  return true;
}

void connection::arm_keep_alive() {
  if (options().keep_alive)
    wire_->arm(timer::keep_alive, *options().keep_alive, keep_alive_due{++keep_alive_number_});
}

} // namespace mitos::actors
