/// What a node serves when it is told nothing else (default-schema.graphql).
#pragma once

#include "actors/cluster_view.hpp"
#include "actors/served_schema.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace mitos::actors {

/// What the node says of itself. The functions are called from any thread.
struct node_facts {
  std::string name;
  std::string version;
  std::chrono::system_clock::time_point started_at = std::chrono::system_clock::now();
  std::function<std::int64_t()> connections;
  std::function<std::int64_t()> operations;
  std::function<std::int64_t()> topics;
  /// Of its cluster, itself included. Empty: it is no part of one.
  std::function<std::shared_ptr<const actors::members>()> members{};
};

/// Immutable: every executor of the node may share it.
served_schema default_schema(const node_facts& facts);

} // namespace mitos::actors
