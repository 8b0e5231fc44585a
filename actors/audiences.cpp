#include "actors/audiences.hpp"

#include <algorithm>

namespace mitos::actors {

namespace graphql = proto::graphql;

namespace {

/// Events that wait for the execution of one before them.
constexpr std::size_t max_behind = 256;

} // namespace

void audiences::join(const client& who, const std::string& topic, std::string key, subscribed what) {
  auto& heard_by = topics_[topic];
  if (heard_by.audiences.empty())
    self_.send(hub_, join_topic{topic});
  auto at = find_or_add(heard_by, std::move(key), std::move(what));
  auto& members = at->second.members;
  const subscription joined{topic, at, members.size()};
  try {
    members.push_back({who, now_});
    subscriptions_.emplace(who, joined);
  } catch (...) { // no memory: as if it had never come
    members.resize(joined.place);
    end_if_empty(joined);
    throw;
  }
}

audiences::by_age::iterator audiences::find_or_add(heard_topic& in, std::string key, subscribed what) {
  if (auto known = in.ages.find(key); known != in.ages.end())
    return in.audiences.find(known->second);
  auto added = in.audiences.try_emplace(++last_, audience{std::move(what), key, {}, {}}).first;
  try {
    in.ages.emplace(std::move(key), added->first);
  } catch (...) {
    in.audiences.erase(added);
    throw;
  }
  return added;
}

bool audiences::cancel(const client& who) {
  auto found = subscriptions_.find(who);
  if (found == subscriptions_.end())
    return false;
  auto left = found->second;
  subscriptions_.erase(found);
  leave(left);
  return true;
}

void audiences::leave(const subscription& left) {
  auto& members = left.audience->second.members;
  if (left.place + 1 < members.size()) { // the last one takes its place
    members[left.place] = std::move(members.back());
    subscriptions_.at(members[left.place].who).place = left.place;
  }
  members.pop_back();
  end_if_empty(left);
}

void audiences::end_if_empty(const subscription& left) {
  if (!left.audience->second.members.empty())
    return;
  runs_.cancel(left.audience->second.running);
  auto topic = topics_.find(left.topic);
  topic->second.ages.erase(left.audience->second.key);
  topic->second.audiences.erase(left.audience);
  if (!topic->second.audiences.empty())
    return;
  topics_.erase(topic);
  self_.send(hub_, leave_topic{left.topic});
}

void audiences::clear() {
  hub_ = {};
  topics_.clear();
  subscriptions_.clear();
  gaps_.clear();
}

// Events

void audiences::hear(const shared_event& event) {
  ++now_;
  each(event->topic, [&](auto at) { take(at, now_, event); });
}

void audiences::lose(const std::string& topic) {
  each(topic, [&](auto at) { fail(at, our_fault()); });
}

void audiences::miss(const gap_found& found) {
  if (subscriptions_.empty())
    gaps_.clear();
  else
    gaps_.add(++now_, found);
}

/// Calls `f` for each audience of the topic, which may end in it.
template <class F>
void audiences::each(const std::string& topic, F f) {
  auto found = topics_.find(topic);
  if (found == topics_.end())
    return;
  auto& those = found->second.audiences;
  for (auto at = those.begin(); at != those.end();) {
    auto next = std::next(at);
    const bool is_last = next == those.end();
    f(at);
    if (is_last) // the topic may be gone
      return;
    at = next;
  }
}

void audiences::take(by_age::iterator at, moment when, const shared_event& event) {
  auto& those = at->second;
  if (those.running == 0)
    execute(at, when, event);
  else if (those.behind.size() < max_behind)
    those.behind.push_back({when, event});
  else
    fail(at, error_of("The events come faster than they are resolved."));
}

/// Whether the audience is still there.
bool audiences::execute(by_age::iterator at, moment when, const shared_event& event) {
  auto& those = at->second;
  try {
    const auto& value = those.what.whole_event ? event->value : event->payload();
    auto begun = runs_.begin(those.what.operation, root_of(those.what.field, value), those.what.session);
    if (auto* response = std::get_if<std::string>(&begun)) {
      deliver(those, when, std::move(*response));
      return true;
    }
    those.running = std::get<execution_number>(begun);
    runs_.when_finished(those.running,
                        [this, at, when](auto later) { executed(at, when, std::move(later)); });
    return true;
  } catch (...) { // no memory, say: it costs those who hear it
    fail(at, our_fault());
    return false;
  }
}

void audiences::executed(by_age::iterator at, moment when, std::optional<std::string> response) {
  auto& those = at->second;
  those.running = 0;
  if (!response)
    return fail(at, our_fault());
  deliver(those, when, std::move(*response));
  bool live = true;
  while (live && those.running == 0 && !those.behind.empty()) {
    const auto next = std::move(those.behind.front());
    those.behind.pop_front();
    live = execute(at, next.when, next.event);
  }
}

/// To those who were there when the event came.
void audiences::deliver(audience& to, moment when, std::string response) {
  const auto payload = share(std::move(response));
  if (gaps_.any_after(to.told))
    deliver_with_gaps(to, when, payload);
  else
    for (const auto& one : to.members)
      if (one.since < when)
        reply_.next(one.who, payload, true);
  to.told = when;
}

/// One text for all who have missed the same.
void audiences::deliver_with_gaps(const audience& to, moment when, const proto::shared_text& response) {
  std::map<std::size_t, proto::shared_text> texts; // by the gaps that are no news
  for (const auto& one : to.members) {
    if (one.since >= when)
      continue;
    const auto known = std::max(to.told, one.since);
    auto& text = texts[gaps_.until(known)];
    if (!text) {
      const auto missed = gaps_.between(known, when);
      text = missed ? share(with_gap(*response, *missed)) : response;
    }
    reply_.next(one.who, text, true);
  }
}

void audiences::fail(by_age::iterator at, const graphql::error& why) {
  const auto members = at->second.members;
  for (const auto& one : members) {
    cancel(one.who);
    reply_.fail(one.who, {why});
  }
}

} // namespace mitos::actors
