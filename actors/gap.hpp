/// Events that may be missing, and how the next response says so.
#pragma once

#include "actors/backplane.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::actors {

/// What is said of one gap or of several.
struct gap {
  std::vector<std::string> nodes;        ///< where the events were published: without doubles, as they came
  std::optional<std::uint64_t> lost = 0; ///< none: nobody can tell
};

/// The response, which has no `extensions`, with {"mitos":{"gap":{"nodes":[..],"lost":..}}} as them.
std::string with_gap(std::string_view response, const gap& missing);

/// What an executor hears, events and gaps, is numbered from 1 in the order in which it is heard.
using moment = std::size_t;

/// The gaps that an executor heard of, bounded: of many the oldest become one of which nobody can tell how
/// much was lost.
class gaps {
public:
  void add(moment when, const gap_found& found);
  /// Whether there is one after it.
  bool any_after(moment when) const { return !all_.empty() && all_.back().when > when; }
  /// The number of those not after it.
  std::size_t until(moment when) const;
  /// All after `from` and before `to` as one; nothing if there is none.
  std::optional<gap> between(moment from, moment to) const;
  void clear() { all_.clear(); }

private:
  struct one {
    moment when;
    gap what;
  };
  std::vector<one> all_; ///< in their order
};

} // namespace mitos::actors
