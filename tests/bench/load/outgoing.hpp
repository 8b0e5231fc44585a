/// What a client says, framed and masked once; only its number changes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::bench {

/// Where the number comes: eight digits. A server sees an id as long as a stock client's short one.
inline constexpr std::string_view number_mark = "@number@";

class outgoing {
public:
  explicit outgoing(std::string_view text);

  /// Appends the frame with `number` in each of its places.
  void append_to(std::string& out, std::uint32_t number) const;

  static outgoing pong(std::string_view payload);

private:
  outgoing(std::uint8_t opcode, std::string_view payload);

  std::string bytes_;
  std::size_t body_ = 0;
  std::vector<std::size_t> numbers_; ///< where in the frame they stand
};

/// A subscribe whose id is its number; `variables` are JSON.
outgoing subscribe(std::string_view query, std::string_view variables = "{}");

outgoing queries_node();
outgoing publishes(std::string_view topic);
outgoing listens_to(std::string_view topic);
outgoing counts_down(std::uint32_t from);
/// Ends the operation of that number.
outgoing completes();
outgoing initialises();
outgoing pings();

} // namespace mitos::bench
