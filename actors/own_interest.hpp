/// The topics that a node's own subscribers hear, as its peers are told of them: by hash, with a version for
/// each change.
#pragma once

#include "actors/backplane.hpp"
#include "proto/cluster/message.hpp"

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

namespace mitos::actors {

class own_interest {
public:
  std::uint64_t version() const { return version_; }
  std::uint64_t digest() const { return digest_; }

  /// What peers that know the version before are to be told, in pages of a version each.
  std::vector<proto::cluster::interest> change(const interest_changed& told);
  /// What a new peer is to be told, in pages.
  std::vector<proto::cluster::interest> whole() const;

private:
  bool is_heard(std::uint64_t hash) const { return topics_.count(hash) > 0; }

  std::unordered_map<std::uint64_t, std::uint32_t> topics_; ///< how many there are of each hash
  std::uint64_t version_ = 0;
  std::uint64_t digest_ = 0;
};

} // namespace mitos::actors
