#include "actors/schema_executor.hpp"

#include "actors/ask.hpp"
#include "actors/overloaded.hpp"

namespace mitos::actors {

namespace graphql = proto::graphql;
namespace json = proto::json;

namespace {

/// Equal keys hear the same.
std::string audience_key(const proto::request& request, const graphql::operation& operation,
                         const session_ptr& session) {
  auto key = request.query + '\0' + request.operation_name.value_or("") + '\0' +
             std::to_string(reinterpret_cast<std::uintptr_t>(session.get())) + '\0';
  json::write(key, operation.variables());
  return key;
}

} // namespace

schema_executor::schema_executor(caf::actor_config& config, std::shared_ptr<const served_schema> served,
                                 caf::actor hub, const std::string& node)
    : timed(config),
      served_(std::move(served)),
      hub_(hub),
      documents_(served_->schema, served_->limits),
      reply_(*this),
      deaths_(*this),
      services_(services(node)),
      runs_(*this, services_, served_->execution_timeout),
      audiences_(*this, runs_, reply_, std::move(hub)),
      streams_(*this, runs_, reply_, deaths_) {
  check(*served_);
  set_down_handler([this](caf::down_msg& down) { deaths_.heard(down.source); });
}

caf::behavior schema_executor::make_behavior() {
  return {
      [this](const start_operation& order) {
        auto who = sender_of(order.number);
        guarded(who, [&] { start(who, order); });
      },
      [this](const cancel_operation& order) { cancel(sender_of(order.number)); },
      [this](const operation_demand& order) { streams_.demand(sender_of(order.number), order.results); },
      [this](const event_published& heard) { audiences_.hear(heard.event); },
      [this](const topic_lost& heard) { audiences_.lose(heard.topic); },
      [this](const gap_found& heard) { audiences_.miss(heard); },
      [this](const field_resolved& said) { runs_.answer(said.execution, said.call, said.what); },
      [this](event_emitted& said) { streams_.hear(std::move(said)); },
      [this](const events_completed& said) { streams_.hear(said); },
      [this](const events_failed& said) { streams_.hear(said); },
  };
}

void schema_executor::on_exit() {
  runs_.clear();
  streams_.clear();
  audiences_.clear();
  waiting_.clear();
  deaths_.clear();
  stop_timers();
  hub_ = {};
}

template <class F>
void schema_executor::guarded(const client& who, F f) {
  try {
    f();
  } catch (...) { // a source of the host's, or no memory: it costs this operation only
    cancel(who);
    reply_.fail(who, {our_fault()});
  }
}

void schema_executor::start(const client& who, const start_operation& order) {
  auto document = documents_.prepare(order.request->query);
  if (auto* errors = std::get_if<graphql::errors>(&document))
    return reply_.fail(who, *errors);
  auto chosen = graphql::get_operation(std::get<graphql::shared_document>(document),
                                       order.request->operation_name, order.request->variables);
  if (auto* errors = std::get_if<graphql::errors>(&chosen))
    return reply_.fail(who, *errors);
  const auto& operation = std::get<graphql::operation>(chosen);
  if (operation.type() == graphql::operation_type::subscription)
    return subscribe(who, order, operation);
  execute(who, operation, order.session);
}

void schema_executor::execute(const client& who, const graphql::operation& operation,
                              const session_ptr& session) {
  auto begun = runs_.begin(operation, served_->root, session);
  if (auto* response = std::get_if<std::string>(&begun))
    return finish(who, std::move(*response));
  auto number = std::get<execution_number>(begun);
  waiting_.emplace(who, number);
  runs_.when_finished(number, [this, who](auto response) {
    waiting_.erase(who);
    finish(who, std::move(response));
  });
}

void schema_executor::finish(const client& who, std::optional<std::string> response) {
  if (!response)
    return reply_.fail(who, {our_fault()});
  reply_.next(who, std::move(*response));
  reply_.complete(who);
}

void schema_executor::subscribe(const client& who, const start_operation& order,
                                const graphql::operation& operation) {
  auto wanted = operation.create_source_event_stream();
  if (auto* errors = std::get_if<graphql::errors>(&wanted))
    return reply_.fail(who, *errors);
  auto& events = std::get<graphql::source_event_stream>(wanted);
  subscribed what{operation, std::move(events.field), std::move(events.arguments), order.session};
  auto found = choose_source(what);
  std::visit(overloaded{
                 [&](topic_source& from) {
                   if (!from.per_session)
                     what.session = {};
                   what.whole_event = from.whole_event;
                   auto key = audience_key(*order.request, operation, what.session);
                   audiences_.join(who, from.topic, std::move(key), std::move(what));
                 },
                 [&](graphql::error& error) {
                   error.path = {std::move(events.response_name)};
                   error.locations = {events.at};
                   reply_.fail(who, {error});
                 },
                 [&](auto& from) { streams_.start(who, std::move(what), std::move(from), order.demand); },
             },
             found);
}

source schema_executor::choose_source(const subscribed& asked) const {
  auto found = served_->sources.find(asked.field);
  if (found == served_->sources.end())
    return error_of("Subscription field \"" + asked.field + "\" has no source of events.");
  return found->second({asked.arguments, asked.session});
}

void schema_executor::cancel(const client& who) {
  if (auto found = waiting_.find(who); found != waiting_.end()) {
    runs_.cancel(found->second);
    waiting_.erase(found);
  } else if (!streams_.cancel(who)) {
    audiences_.cancel(who);
  }
}

// For resolvers

resolver_services schema_executor::services(const std::string& node) {
  auto publish_event = [this, maker = std::make_shared<event_maker>(node)](std::string topic,
                                                                           json::value payload) {
    auto event = maker->make(std::move(topic), std::move(payload));
    send(hub_, publish{event});
    return event;
  };
  auto ask_actor = [this](auto&&... what) { return ask(what...); };
  return {publish_event, ask_actor, address()};
}

/// Three things may end the question: a reply, the death of the actor, the time. The first one counts.
graphql::pending schema_executor::ask(const graphql::field_call& call, const caf::actor& whom,
                                      const caf::message& question, std::chrono::nanoseconds timeout) {
  struct question_asked {
    caf::message_id request;
    timer deadline;
    deaths::watch death;
  };
  auto asked = std::make_shared<question_asked>();
  auto forget = [this, asked] {
    forget_request(asked->request);
    stop_timer(asked->deadline);
    deaths_.end(asked->death);
  };
  auto settle = [this, forget, execution = context_of(call).number,
                 number = call.number](const graphql::outcome& what) {
    forget();
    runs_.answer(execution, number, what);
  };
  auto refuse = [settle, field = call.coordinate()](const std::string& why) {
    settle(error_of(field + " was not answered" + why));
  };
  auto sent = request(whom, caf::infinite, question);
  sent.then(
      [asked, settle](const field_answered& reply) {
        asked->request = {};
        settle(reply.what);
      },
      [this, asked, refuse](caf::error& fault) {
        asked->request = {};
        refuse(": " + system().render(fault) + ".");
      });
  asked->request = sent.id();
  asked->deadline = set_timer(now() + std::chrono::duration_cast<time_point::duration>(timeout),
                              [refuse] { refuse(" in time."); });
  asked->death = deaths_.of(whom, [refuse] { refuse(": its actor is gone."); });
  return {forget};
}

client schema_executor::sender_of(operation_number number) {
  return {caf::actor_cast<caf::actor>(current_sender()), number};
}

executor_factory serves(served_schema schema, const topics& heard) {
  check(schema);
  return
      [served = std::make_shared<const served_schema>(std::move(schema)), hub = heard.hub(),
       node = heard.node()](supervisor& parent) { return parent.spawn<schema_executor>(served, hub, node); };
}

} // namespace mitos::actors
