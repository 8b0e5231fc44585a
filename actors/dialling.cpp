#include "actors/dialling.hpp"

#include <algorithm>

namespace mitos::actors {

namespace cluster = proto::cluster;

namespace {

bool is_numeric(const std::string& host) {
  return host.find(':') != std::string::npos || host.find_first_not_of("0123456789.") == std::string::npos;
}

} // namespace

void dialling::look(const cluster::address& at, std::optional<cluster::incarnation> who,
                    std::chrono::nanoseconds grace) {
  const bool is_seed = std::count(options_.seeds.begin(), options_.seeds.end(), at) > 0;
  if (!is_seed && targets_.count(at) == 0 &&
      targets_.size() >= options_.seeds.size() + 4 * options_.max_members)
    return; // more than there can be members: somebody invents them
  auto& target = targets_.try_emplace(at, place{at, is_seed}).first->second;
  if (who && target.who != who) {
    target.who = who;
    target.failures = 0;
  }
  target.seen = self_.now();
  if (target.link == 0)
    dial_after(target, grace);
}

void dialling::dial_after(place& which, std::chrono::nanoseconds wait) {
  self_.stop_timer(which.again);
  which.again = self_.set_timer(self_.now() + wait, [this, &which] { dial(which); });
}

/// A seed that needs no link now may need one when nobody looks for it: it stays armed.
void dialling::dial(place& which) {
  if (which.link != 0)
    return;
  if (!which.who || !is_linked_(*which.who))
    which.link = links_.dial(which.at);
  else if (which.is_seed)
    dial_after(which, options_.redial_most);
}

dialling::place* dialling::of(link_number by) {
  const auto found = std::find_if(targets_.begin(), targets_.end(),
                                  [by](auto& entry) { return by != 0 && entry.second.link == by; });
  return found == targets_.end() ? nullptr : &found->second;
}

void dialling::found(link_number by, const cluster::incarnation& who) {
  auto* target = of(by);
  if (!target)
    return;
  target->who = who;
  target->seen = self_.now();
}

void dialling::succeeded(const cluster::incarnation& who) {
  for (auto& [at, target] : targets_) {
    if (target.who != who)
      continue;
    target.failures = 0;
    target.is_told = false;
    target.seen = self_.now();
  }
}

std::optional<cluster::address> dialling::ended(link_number by) {
  auto* target = of(by);
  if (!target)
    return std::nullopt;
  target->link = 0;
  dial_after(*target, pause(*target));
  ++target->failures;
  return std::exchange(target->is_told, true) ? std::nullopt : std::optional(target->at);
}

/// Twice as long after each failure, less up to a half of it: those who fail together do not come together.
std::chrono::nanoseconds dialling::pause(const place& which) {
  const auto most = options_.redial_first * (std::int64_t{1} << std::min(which.failures, 20U));
  const auto wait = std::min(most, options_.redial_most);
  return wait - wait / 2 * std::uniform_int_distribution<std::int64_t>(0, 1000)(random_) / 1000;
}

void dialling::meet_itself(link_number by) {
  auto* target = of(by);
  if (!target)
    return;
  target->is_told = true;
  if (target->at != options_.at && !is_numeric(target->at.host))
    return; // a name may be that of others, too
  erase(targets_.find(target->at));
}

void dialling::left(const cluster::incarnation& who) {
  for (auto at = targets_.begin(); at != targets_.end();) {
    auto& target = at->second;
    at = target.who != who || target.is_seed ? std::next(at) : erase(at);
  }
}

void dialling::forget_lost() {
  const auto now = self_.now();
  for (auto at = targets_.begin(); at != targets_.end();) {
    auto& target = at->second;
    const bool is_there = target.who && is_linked_(*target.who);
    if (is_there)
      target.seen = now;
    const bool stays = target.is_seed || target.link != 0 || now - target.seen < options_.forget;
    at = stays ? std::next(at) : erase(at);
  }
}

bool dialling::is_dialling(const cluster::node_info& whom, link_number besides) const {
  return std::any_of(targets_.begin(), targets_.end(), [&](auto& entry) {
    const auto& target = entry.second;
    return target.link != 0 && target.link != besides && target.failures == 0 &&
           (target.who == whom.id || target.at == whom.at);
  });
}

void dialling::stop() {
  while (!targets_.empty())
    erase(targets_.begin());
}

dialling::table::iterator dialling::erase(table::iterator at) {
  self_.stop_timer(at->second.again);
  return targets_.erase(at);
}

} // namespace mitos::actors
