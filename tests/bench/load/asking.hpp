/// Clients that always have operations under way.
#pragma once

#include "tests/bench/load/crowd.hpp"

#include <vector>

namespace mitos::bench {

/// Each answer is followed by the next query, until it is enough; each operation has one answer and one end.
class asking : public scenario {
public:
  explicit asking(std::uint32_t at_most) : at_most_(at_most) {}

  void start(client& who, std::uint32_t in_flight);
  void stop() { at_most_ = 0; }
  void heard(client& who, const message& what) override;

  std::uint64_t finished() const { return finished_; }
  bool is_over() const { return finished_ == started_; }

private:
  void ask(client& who);
  std::uint32_t& asked_by(const client& who);

  outgoing query_ = queries_node();
  std::uint64_t at_most_; ///< operations of one client
  std::uint64_t started_ = 0;
  std::uint64_t finished_ = 0;
  std::uint64_t answered_ = 0;
  std::vector<std::uint32_t> asked_; ///< by client
};

} // namespace mitos::bench
