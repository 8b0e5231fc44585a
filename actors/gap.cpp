#include "actors/gap.hpp"

#include "proto/json.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace mitos::actors {

namespace {

constexpr std::size_t most_gaps = 64;
constexpr std::size_t most_nodes = 64; // as many as a cluster has; those that came first are named

std::uint64_t sum(std::uint64_t a, std::uint64_t b) {
  return b > std::numeric_limits<std::uint64_t>::max() - a ? std::numeric_limits<std::uint64_t>::max()
                                                           : a + b;
}

void add_node(gap& to, const std::string& node) {
  if (to.nodes.size() < most_nodes && std::find(to.nodes.begin(), to.nodes.end(), node) == to.nodes.end())
    to.nodes.push_back(node);
}

void merge(gap& into, const gap& later) {
  for (const auto& node : later.nodes)
    add_node(into, node);
  into.lost = into.lost && later.lost ? std::optional(sum(*into.lost, *later.lost)) : std::nullopt;
}

} // namespace

std::string with_gap(std::string_view response, const gap& missing) {
  std::string text(response.substr(0, response.rfind('}')));
  text += R"(,"extensions":{"mitos":{"gap":{"nodes":[)";
  for (const auto& node : missing.nodes) {
    if (&node != &missing.nodes.front())
      text += ',';
    proto::json::write_string(text, node);
  }
  text += R"(],"lost":)";
  text += missing.lost ? std::to_string(*missing.lost) : "null";
  return text += "}}}}";
}

void gaps::add(moment when, const gap_found& found) {
  all_.push_back({when, {{found.node}, found.lost}});
  if (all_.size() <= most_gaps)
    return;
  merge(all_[0].what, all_[1].what);
  all_[1].what = {std::move(all_[0].what.nodes), std::nullopt};
  all_.erase(all_.begin());
}

std::size_t gaps::until(moment when) const {
  const auto later = std::upper_bound(all_.begin(), all_.end(), when,
                                      [](moment limit, const one& each) { return limit < each.when; });
  return static_cast<std::size_t>(later - all_.begin());
}

std::optional<gap> gaps::between(moment from, moment to) const {
  std::optional<gap> all;
  for (auto i = until(from); i < all_.size() && all_[i].when < to; ++i) {
    if (!all)
      all.emplace();
    merge(*all, all_[i].what);
  }
  return all;
}

} // namespace mitos::actors
