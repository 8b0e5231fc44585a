/// What a node counts, in the text format of Prometheus, version 0.0.4.
#pragma once

#include "actors/cluster_view.hpp"
#include "net/server.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace mitos::net {

/// Everything that a node counts.
struct counts {
  metrics_snapshot server{};
  std::int64_t topics = 0;                             ///< that somebody hears
  std::shared_ptr<const actors::members> cluster = {}; ///< none: the node takes part in none
};

std::string metrics_text(const counts& now);

} // namespace mitos::net
