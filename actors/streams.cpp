#include "actors/streams.hpp"

#include <stdexcept>

namespace mitos::actors {

namespace graphql = proto::graphql;
namespace json = proto::json;

/// An object with one member, named like the root field.
json::value root_of(const std::string& field, json::value event) {
  json::object root;
  root.set(field, std::move(event));
  return root;
}

stream_number streams::add(const client& who, subscribed what) {
  by_client_.emplace(who, ++last_); // first, so that `cancel` finds it where there is no memory for the rest
  auto& added = streams_.emplace(last_, stream{who, std::move(what)}).first->second;
  added.root = root_of(added.what.field, {});
  return last_;
}

void streams::open(stream_number number, feed from, std::size_t credit) {
  auto& opened = streams_.at(number);
  opened.source = std::move(from);
  opened.credit = credit;
}

// Paced sources

struct streams::pacing {
  paced_source source;
  std::optional<json::value> ahead; ///< the value to be sent next; none: the end
  timed::time_point due;            ///< not before
  std::size_t credit = 0;
  timed::timer waits;
};

void streams::start(const client& who, subscribed what, paced_source from, std::size_t credit) {
  auto number = add(who, std::move(what));
  auto paced = std::make_shared<pacing>(pacing{std::move(from), {}, self_.now(), credit, {}});
  auto ask = [this, number, paced](std::size_t events) {
    self_.stop_timer(paced->waits);
    paced->credit += events;
    flow(number, paced);
  };
  open(number, {ask, {}, [this, paced] { self_.stop_timer(paced->waits); }}, credit);
  paced->ahead = paced->source.next();
  flow(number, paced);
}

void streams::flow(stream_number number, const std::shared_ptr<pacing>& from) {
  const auto or_fail = [&](auto step) {
    try {
      step();
    } catch (...) {
      if (streams_.count(number) > 0)
        fail(number);
    }
  };
  reply_.gather();
  or_fail([&] { send_what_is_due(number, from); });
  or_fail([&] { reply_.send_gathered(); });
}

void streams::send_what_is_due(stream_number number, const std::shared_ptr<pacing>& from) {
  const auto now = self_.now();
  for (; from->ahead && from->credit > 0 && from->due <= now; --from->credit) {
    hear(event_emitted{number, std::move(*from->ahead)});
    if (streams_.count(number) == 0)
      return;
    from->ahead = from->source.next();
    from->due = now + from->source.every;
  }
  if (!from->ahead)
    source_ended(number, {});
  else if (from->credit > 0)
    from->waits = self_.set_timer(from->due, [this, number, from] { flow(number, from); });
}

// Streams of the host

void streams::start(const client& who, subscribed what, const stream_source& from, std::size_t credit) {
  auto number = add(who, std::move(what));
  event_stream::control control(self_.address(), number);
  open(number,
       {[control](std::size_t events) mutable { control.ask(events); },
        [control]() mutable { control.cancel(); },
        {}},
       credit);
  control.ask(credit);
  from.start(control.stream());
}

// Actors

void streams::start(const client& who, subscribed what, const actor_source& from, std::size_t credit) {
  if (!from.actor)
    throw std::invalid_argument("an actor_source without an actor");
  auto number = add(who, std::move(what));
  const auto& asked = streams_.at(number).what;
  auto ended = [this, number](std::string why) { source_ended(number, {error_of(std::move(why))}); };
  auto watch = deaths_.of(from.actor, [ended] { ended("The source of events is gone."); });
  auto request = self_.request(from.actor, caf::infinite,
                               start_events{number, asked.field, asked.arguments, asked.session, credit});
  request.then([] {}, [ended](caf::error&) { ended("The source of events refused."); });
  open(number,
       {[this, number, to = from.actor](std::size_t events) {
          self_.send(to, events_demand{number, events});
        },
        [this, number, to = from.actor] { self_.send(to, cancel_events{number}); },
        [this, watch, id = request.id()] {
          deaths_.end(watch);
          self_.forget_request(id);
        }},
       credit);
}

// Clients

void streams::demand(const client& who, std::size_t events) {
  auto found = by_client_.find(who);
  if (found == by_client_.end())
    return;
  auto& s = streams_.at(found->second);
  s.credit += events;
  if (auto ask = s.source.ask) // a copy: the stream may end in it
    ask(events);
}

bool streams::cancel(const client& who) {
  auto found = by_client_.find(who);
  if (found == by_client_.end())
    return false;
  auto at = streams_.find(found->second);
  by_client_.erase(found);
  if (at == streams_.end())
    return true;
  runs_.cancel(at->second.running);
  cancel_source(at->second);
  erase(at);
  return true;
}

void streams::clear() {
  for (auto& [number, s] : streams_)
    cancel_source(s);
  by_client_.clear();
  streams_.clear();
}

void streams::cancel_source(stream& s) {
  auto from = std::exchange(s.source, {});
  if (from.cancel)
    from.cancel();
  if (from.forget)
    from.forget();
}

void streams::erase(table::iterator at) {
  by_client_.erase(at->second.to);
  streams_.erase(at);
}

// Sources

void streams::hear(event_emitted&& said) {
  auto found = streams_.find(said.number);
  if (found == streams_.end() || found->second.ended)
    return;
  auto& s = found->second;
  if (s.credit == 0) {
    cancel_source(s);
    return source_ended(said.number, {error_of("The source sent more events than were asked for.")});
  }
  --s.credit;
  if (s.running == 0 && s.arrived.empty())
    execute(said.number, s, std::move(said.event));
  else
    s.arrived.push_back(std::move(said.event));
}

void streams::hear(const events_completed& said) { source_ended(said.number, {}); }
void streams::hear(const events_failed& said) { source_ended(said.number, {said.why}); }

void streams::source_ended(stream_number number, graphql::errors why) {
  auto found = streams_.find(number);
  if (found == streams_.end() || found->second.ended)
    return;
  auto from = std::exchange(found->second.source, {});
  if (from.forget)
    from.forget();
  found->second.ended = std::move(why);
  pump(number);
}

// Events

void streams::pump(stream_number number) {
  auto found = streams_.find(number);
  while (found != streams_.end() && found->second.running == 0 && !found->second.arrived.empty()) {
    auto event = std::move(found->second.arrived.front());
    found->second.arrived.pop_front();
    execute(number, found->second, std::move(event));
    found = streams_.find(number);
  }
  if (found == streams_.end() || found->second.running != 0 || !found->second.ended)
    return;
  auto& s = found->second;
  if (s.ended->empty())
    reply_.complete(s.to);
  else
    reply_.fail(s.to, *s.ended);
  erase(found);
}

void streams::execute(stream_number number, stream& s, json::value&& event) {
  try {
    *std::get<json::object>(s.root.data).find(s.what.field) = std::move(event);
    auto begun = runs_.begin(s.what.operation, s.root, s.what.session);
    if (auto* response = std::get_if<std::string>(&begun))
      return reply_.next(s.to, std::move(*response));
    s.running = std::get<execution_number>(begun);
    runs_.when_finished(s.running, [this, number](auto response) { executed(number, std::move(response)); });
  } catch (...) {
    fail(number);
  }
}

void streams::executed(stream_number number, std::optional<std::string> response) {
  auto& s = streams_.at(number);
  s.running = 0;
  if (!response)
    return fail(number);
  reply_.next(s.to, std::move(*response));
  pump(number);
}

/// By a fault of ours: what is behind it is not executed.
void streams::fail(stream_number number) {
  auto found = streams_.find(number);
  runs_.cancel(found->second.running);
  cancel_source(found->second);
  reply_.fail(found->second.to, {our_fault()});
  erase(found);
}

} // namespace mitos::actors
