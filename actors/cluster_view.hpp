/// What a node's cluster actor lets others see: its members and links, from any thread.
#pragma once

#include "actors/metrics.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace mitos::actors {

/// As this node sees a member.
enum class member_state {
  up,      ///< linked, and heard from
  suspect, ///< silent, or without a link, for less than the timeout
  leaving, ///< it drains
};
/// "UP", "SUSPECT", "LEAVING".
std::string_view to_text(member_state state);

/// What a node counts of one peer, over all links to that life of it.
struct link_metrics {
  metric events_out;   ///< counter: sent; again where a link broke
  metric events_in;    ///< counter: received, each once
  metric bytes_out;    ///< counter: of frames, headers included
  metric bytes_in;     ///< counter: of frames, headers included
  metric lost_out;     ///< counter: events for it that it will never get
  metric lost_in;      ///< counter: events of it that never came
  metric queued;       ///< gauge: events that wait here for its credit
  metric queued_bytes; ///< gauge: of their texts
  metric links;        ///< counter: times that both said welcome
  metric round_trip;   ///< gauge: nanoseconds, of the last ping
};

struct member {
  std::string id; ///< of its incarnation
  std::string name;
  std::string address;
  member_state state = member_state::up;
  std::shared_ptr<const link_metrics> link{}; ///< none: the node itself
};
/// The node itself first, then its peers by name.
using members = std::vector<member>;

/// Written by the cluster actor, read from any thread.
class cluster_view {
public:
  /// What was shown last; never null.
  std::shared_ptr<const members> seen() const;
  /// Whoever asks from here on sees these.
  void show(members now);

private:
  mutable std::mutex mutex_; ///< held for the copy of a pointer
  std::shared_ptr<const members> members_ = std::make_shared<const members>();
};

} // namespace mitos::actors
