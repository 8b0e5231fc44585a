/// Encodes results of one operation, whose envelopes are alike, one after the other.
#pragma once

#include "proto/codec.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace mitos::proto {

class next_encoder {
public:
  /// Writes over `memory`, which must outlive it.
  next_encoder(std::string& memory, dialect d, std::string_view id);
  /// As encode_next. The text is there until the next one is.
  std::string_view encode(std::string_view payload);

private:
  std::string& text_;
  std::size_t head_;
};

} // namespace mitos::proto
