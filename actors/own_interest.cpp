#include "actors/own_interest.hpp"

#include <algorithm>

namespace mitos::actors {

namespace cluster = proto::cluster;

namespace {

/// Hashes of a page: 64 KiB.
constexpr std::size_t page = 8192;

} // namespace

std::vector<cluster::interest> own_interest::change(const interest_changed& told) {
  std::unordered_map<std::uint64_t, bool> before;
  for (const auto& one : told.changes) {
    const auto hash = cluster::topic_hash(one.topic);
    before.emplace(hash, is_heard(hash));
    if (one.is_heard)
      ++topics_[hash];
    else if (const auto found = topics_.find(hash); found != topics_.end() && --found->second == 0)
      topics_.erase(found);
  }
  std::vector<cluster::interest> pages;
  for (const auto& [hash, was_heard] : before) {
    if (is_heard(hash) == was_heard)
      continue;
    if (pages.empty() || pages.back().added.size() + pages.back().removed.size() == page)
      pages.emplace_back().version = ++version_;
    (was_heard ? pages.back().removed : pages.back().added).push_back(hash);
    digest_ ^= cluster::mixed(hash);
  }
  return pages;
}

std::vector<cluster::interest> own_interest::whole() const {
  std::vector<cluster::interest> pages(1);
  for (const auto& [hash, count] : topics_) {
    if (pages.back().added.size() == page)
      pages.emplace_back();
    pages.back().added.push_back(hash);
  }
  for (auto& one : pages)
    one.version = version_;
  pages.front().first = true;
  pages.back().last = true;
  return pages;
}

} // namespace mitos::actors
