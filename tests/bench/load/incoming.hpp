/// What a server says: its frames, and of its messages what a load needs to know.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace mitos::bench {

/// The server did what it must not, or could not do what was asked: there is nothing to measure.
struct failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct frame {
  std::uint8_t opcode;
  std::string_view payload;
};

/// The frame in front of `bytes`, from which it is taken; nothing while it is not whole.
std::optional<frame> take_frame(std::string_view& bytes);

enum class kind { acknowledged, next, error, complete, ping, pong };

struct message {
  kind what;
  std::uint32_t number; ///< of its operation
  std::string_view text;
};

/// Looks only as far as it must: servers say id and type first, in either order.
message read_message(std::string_view text);

/// The number behind the first `mark` in `text`: eight digits as an outgoing message has them.
std::uint32_t number_behind(std::string_view text, std::string_view mark);

} // namespace mitos::bench
