#include "tests/simulation/network.hpp"

#include "tests/catch.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <vector>

namespace mitos::simulation {

namespace {

constexpr std::chrono::seconds handshake{4};

} // namespace

class network::layer final : public actors::link_layer {
public:
  layer(network& within, place at) : network_(within), at_(at) {}

  actors::link_number dial(const address& to) override {
    const auto number = ++network_.last_;
    auto& made = network_.connections_[number];
    made.ends[0] = {at_, number, state::connecting};
    made.ends[1].at = ~place{0};
    made.deadline = network_.now_ + handshake;
    for (const auto& [where, node] : network_.nodes_)
      if (node.where == to && node.actor)
        made.ends[1].at = where;
    if (const auto named = network_.aliases_.find(to); named != network_.aliases_.end())
      made.ends[1].at = named->second;
    return number;
  }

  void send(actors::link_number to, std::string frame) override {
    std::size_t which = 0;
    auto* c = network_.find(at_, to, which);
    ++network_.frames_sent_;
    REQUIRE(frame.size() <= network_.largest_);
    if (c && c->ends[which].is == state::open && !c->ends[1 - which].will_close)
      c->ends[1 - which].arriving.push_back(std::move(frame));
  }

  void admit(actors::link_number number) override {
    std::size_t which = 0;
    if (auto* c = network_.find(at_, number, which))
      c->ends[which].admitted = true;
  }

  bool is_named(actors::link_number, const std::string& host) const override { return host != "impostor"; }
  void finish(actors::link_number number) override { end(number, false); }
  void cut(actors::link_number number) override { end(number, true); }

private:
  void end(actors::link_number number, bool at_once) {
    std::size_t which = 0;
    if (auto* c = network_.find(at_, number, which))
      network_.shut(*c, which, at_once, "closed by the other side");
  }

  network& network_;
  place at_;
};

std::shared_ptr<actors::link_layer> network::wires(place of) { return std::make_shared<layer>(*this, of); }

void network::listen(place at, const address& where, caf::actor actor) {
  nodes_[at] = {where, std::move(actor)};
}

void network::kill(place which) {
  nodes_[which].actor = {};
  stopped_.erase(which);
  for (auto& [number, c] : connections_)
    for (std::size_t e = 0; e < 2; ++e)
      if (c.ends[e].at == which && c.ends[e].is != state::closed)
        shut(c, e, true, "connection reset by peer");
}

network::connection* network::find(place at, actors::link_number number, std::size_t& which) {
  for (auto& [key, c] : connections_)
    for (which = 0; which < 2; ++which)
      if (c.ends[which].at == at && c.ends[which].number == number && c.ends[which].is != state::closed)
        return &c;
  return nullptr;
}

/// The end `by` hears nothing more; the other one when it has heard what it is to hear.
void network::shut(connection& c, std::size_t by, bool at_once, const std::string& why) {
  auto& own = c.ends[by];
  auto& other = c.ends[1 - by];
  own.is = state::closed;
  own.arriving.clear();
  if (at_once)
    other.arriving.clear();
  other.will_close = true;
  other.why = why;
}

bool network::is_apart(const connection& c) const {
  return apart_.count(std::minmax(c.ends[0].at, c.ends[1].at)) > 0;
}

void network::tell_closed(end& e, bool dialled, const std::string& why) {
  e.is = state::closed;
  e.arriving.clear();
  if (const auto& actor = nodes_[e.at].actor)
    caf::anon_send(actor, actors::link_closed{e.number, why, dialled, {}});
}

void network::accept(connection& c) {
  c.is_new = false;
  auto& dialler = c.ends[0];
  auto& other = c.ends[1];
  const auto known = nodes_.find(other.at);
  if (dialler.is == state::closed)
    return;
  if (known == nodes_.end() || !known->second.actor)
    return tell_closed(dialler, true, "connection refused");
  other.number = ++last_;
  dialler.is = other.is = state::open;
  caf::anon_send(nodes_[dialler.at].actor, actors::link_opened{dialler.number, true, "somewhere"});
  caf::anon_send(known->second.actor, actors::link_opened{other.number, false, "somebody"});
}

bool network::deliver(connection& c, std::size_t to) {
  auto& e = c.ends[to];
  if (e.is == state::closed || stopped_.count(e.at) > 0)
    return false;
  if (!e.arriving.empty()) {
    caf::anon_send(nodes_[e.at].actor, actors::frame_received{e.number, std::move(e.arriving.front())});
    e.arriving.pop_front();
    return true;
  }
  if (e.will_close)
    tell_closed(e, to == 0, e.why);
  return e.will_close;
}

void network::time_out(std::chrono::nanoseconds now) {
  for (auto& [number, c] : connections_)
    for (std::size_t e = 0; e < 2; ++e)
      if (c.ends[e].is != state::closed && !c.ends[e].admitted && now > c.deadline &&
          stopped_.count(c.ends[e].at) == 0) {
        tell_closed(c.ends[e], e == 0, "no hello in time");
        shut(c, e, true, "connection reset by peer");
      }
}

bool network::step(std::chrono::nanoseconds now) {
  now_ = now;
  time_out(now);
  std::erase_if(connections_, [](auto& entry) {
    return !entry.second.is_new && entry.second.ends[0].is == state::closed &&
           entry.second.ends[1].is == state::closed;
  });
  std::vector<std::pair<connection*, std::size_t>> all;
  for (auto& [number, c] : connections_)
    if (!is_apart(c))
      for (std::size_t e = 0; e < 2; ++e)
        all.emplace_back(&c, e);
  std::shuffle(all.begin(), all.end(), random_);
  for (auto& [c, e] : all) {
    if (c->is_new && e == 0 && stopped_.count(c->ends[1].at) == 0) {
      accept(*c);
      return true;
    }
    if (!c->is_new && deliver(*c, e))
      return true;
  }
  return false;
}

bool network::reset_one() {
  std::vector<connection*> open;
  for (auto& [number, c] : connections_)
    if (c.ends[0].is == state::open && c.ends[1].is == state::open)
      open.push_back(&c);
  if (open.empty())
    return false;
  auto& c = *open[random_() % open.size()];
  for (auto& e : c.ends) {
    e.arriving.clear();
    e.will_close = true;
    e.why = "connection reset by peer";
  }
  return true;
}

std::size_t network::open() const {
  return static_cast<std::size_t>(std::count_if(connections_.begin(), connections_.end(), [](auto& entry) {
    return entry.second.ends[0].is == state::open && entry.second.ends[1].is == state::open;
  }));
}

} // namespace mitos::simulation
