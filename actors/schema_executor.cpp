#include "actors/schema_executor.hpp"

#include "actors/overloaded.hpp"

#include <algorithm>

namespace mitos::actors {

namespace graphql = proto::graphql;
namespace json = proto::json;

namespace {

proto::shared_text share(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

/// The root value of an event: an object with one member, named like the root field.
json::value root_of(const std::string& field, json::value event) {
  json::object root;
  root.set(field, std::move(event));
  return root;
}

graphql::error no_source(const std::string& field) {
  graphql::error error;
  error.message = "Subscription field \"" + field + "\" has no source of events.";
  return error;
}

graphql::error our_fault() {
  graphql::error error;
  error.message = "Internal server error";
  return error;
}

/// Equal keys hear the same.
std::string audience_key(const proto::request& request, const graphql::operation& operation) {
  auto key = request.query + '\0' + request.operation_name.value_or("") + '\0';
  json::write(key, operation.variables());
  return key;
}

} // namespace

std::size_t schema_executor::client_hash::operator()(const client& one) const {
  return std::hash<caf::actor>()(one.connection) ^ std::hash<operation_number>()(one.number) * 31;
}

schema_executor::schema_executor(caf::actor_config& config, std::shared_ptr<const served_schema> served,
                                 caf::actor hub, std::string node)
    : timed(config),
      served_(std::move(served)),
      hub_(std::move(hub)),
      events_(std::move(node)),
      documents_(served_->schema, served_->limits) {
  context_.publish = [this](std::string topic, json::value payload) {
    auto event = events_.make(std::move(topic), std::move(payload));
    send(hub_, publish{event});
    return event;
  };
}

caf::behavior schema_executor::make_behavior() {
  return {
      [this](const start_operation& order) {
        auto who = sender_of(order.number);
        guarded(who, [&] { start(who, order); });
      },
      [this](const cancel_operation& order) { cancel(sender_of(order.number)); },
      [this](const operation_demand& order) { demand(sender_of(order.number), order.results); },
      [this](const event_published& heard) { hear(*heard.event); },
  };
}

void schema_executor::on_exit() {
  stop_timers();
  hub_ = {};
  topics_.clear();
  subscriptions_.clear();
  streams_of_.clear();
  streams_.clear();
}

template <class F>
void schema_executor::guarded(const client& who, F f) {
  try {
    f();
  } catch (...) { // a source of the host's, or no memory: it costs this operation only
    cancel(who);
    fail(who, {our_fault()});
  }
}

void schema_executor::start(const client& who, const start_operation& order) {
  auto document = documents_.prepare(order.request->query);
  if (auto* errors = std::get_if<graphql::errors>(&document))
    return fail(who, *errors);
  auto chosen = graphql::get_operation(std::get<graphql::shared_document>(document),
                                       order.request->operation_name, order.request->variables);
  if (auto* errors = std::get_if<graphql::errors>(&chosen))
    return fail(who, *errors);
  const auto& operation = std::get<graphql::operation>(chosen);
  if (operation.type() == graphql::operation_type::subscription)
    return subscribe(who, order, operation);
  context_.session = order.session.get();
  auto response = operation.execute(served_->root, &context_);
  context_.session = nullptr;
  next(who, share(std::move(response)));
  complete(who);
}

void schema_executor::subscribe(const client& who, const start_operation& order,
                                const graphql::operation& operation) {
  auto asked = operation.create_source_event_stream();
  if (auto* errors = std::get_if<graphql::errors>(&asked))
    return fail(who, *errors);
  auto& wanted = std::get<graphql::source_event_stream>(asked);
  const auto& field = wanted.field;
  auto found = served_->sources.find(field);
  auto events = found == served_->sources.end() ? source(no_source(field)) : found->second(wanted.arguments);
  std::visit(overloaded{
                 [&](topic_source& from) {
                   join(who, from.topic, audience_key(*order.request, operation), {operation, field, {}});
                 },
                 [&](paced_source& from) { flow(who, operation, field, std::move(from), order.demand); },
                 [&](graphql::error& error) {
                   error.path = {field};
                   fail(who, {error});
                 },
             },
             events);
}

// Topics

void schema_executor::join(const client& who, const std::string& topic, std::string key, audience heard) {
  auto& heard_by = topics_[topic];
  if (heard_by.empty())
    send(hub_, join_topic{topic});
  auto at = heard_by.try_emplace(std::move(key), std::move(heard)).first;
  subscriptions_.emplace(who, subscription{topic, at, at->second.clients.size()});
  at->second.clients.push_back(who);
}

void schema_executor::hear(const topic_event& event) {
  auto found = topics_.find(event.topic);
  if (found == topics_.end())
    return;
  std::vector<client> failed;
  for (auto& [key, heard] : found->second) {
    try {
      auto payload = share(heard.operation.execute(root_of(heard.field, event.value), &context_));
      for (auto& one : heard.clients) // a topic waits for nobody
        send(one.connection, operation_next{one.number, payload, true});
    } catch (...) {
      failed.insert(failed.end(), heard.clients.begin(), heard.clients.end());
    }
  }
  for (auto& one : failed) {
    cancel(one);
    fail(one, {our_fault()});
  }
}

void schema_executor::leave(const subscription& left) {
  auto& clients = left.audience->second.clients;
  if (left.place + 1 < clients.size()) { // the last one takes its place
    clients[left.place] = std::move(clients.back());
    subscriptions_.at(clients[left.place]).place = left.place;
  }
  clients.pop_back();
  if (!clients.empty())
    return;
  auto topic = topics_.find(left.topic);
  topic->second.erase(left.audience);
  if (!topic->second.empty())
    return;
  topics_.erase(topic);
  send(hub_, leave_topic{left.topic});
}

// Paced sources

void schema_executor::flow(const client& who, const graphql::operation& operation, std::string field,
                           paced_source from, std::size_t credit) {
  auto at = streams_.insert(streams_.end(),
                            {who, operation, std::move(field), std::move(from), credit, now(), {}, {}});
  streams_of_.emplace(who, at);
  at->ahead = at->source.next();
  pump(at);
}

void schema_executor::demand(const client& who, std::size_t results) {
  auto found = streams_of_.find(who);
  if (found == streams_of_.end())
    return;
  stop_timer(found->second->waits);
  found->second->credit += results;
  pump(found->second);
}

void schema_executor::pump(streams::iterator at) {
  guarded(client(at->to), [&] { send_what_is_due(at); });
}

void schema_executor::send_what_is_due(streams::iterator at) {
  auto now = this->now();
  for (; at->ahead && at->credit > 0 && at->due <= now; --at->credit) {
    next(at->to, share(at->operation.execute(root_of(at->field, std::move(*at->ahead)), &context_)));
    at->ahead = at->source.next();
    at->due = now + at->source.every;
  }
  if (!at->ahead) {
    complete(at->to);
    end(at);
  } else if (at->credit > 0) {
    at->waits = set_timer(at->due, [this, at] { pump(at); });
  }
}

void schema_executor::end(streams::iterator at) {
  stop_timer(at->waits);
  streams_of_.erase(at->to);
  streams_.erase(at);
}

// Either

void schema_executor::cancel(const client& who) {
  if (auto found = subscriptions_.find(who); found != subscriptions_.end()) {
    auto left = found->second;
    subscriptions_.erase(found);
    leave(left);
  } else if (auto flowing = streams_of_.find(who); flowing != streams_of_.end()) {
    end(flowing->second);
  }
}

void schema_executor::next(const client& to, proto::shared_text payload) {
  send(to.connection, operation_next{to.number, std::move(payload)});
}

void schema_executor::complete(const client& to) { send(to.connection, operation_completed{to.number}); }

void schema_executor::fail(const client& to, const graphql::errors& errors) {
  send(to.connection, operation_failed{to.number, share(graphql::to_text(errors))});
}

schema_executor::client schema_executor::sender_of(operation_number number) {
  return {caf::actor_cast<caf::actor>(current_sender()), number};
}

} // namespace mitos::actors
