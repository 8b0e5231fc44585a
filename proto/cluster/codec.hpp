/// Messages between nodes as bytes: little-endian, counted, without anything to guess.
#pragma once

#include "proto/cluster/message.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mitos::proto::cluster {

/// A frame is its size in four bytes, then a message.
constexpr std::size_t header_bytes = 4;
/// The header of a frame of so many bytes.
std::array<char, header_bytes> encode_header(std::size_t frame_bytes);
/// The bytes that follow the header.
std::size_t decode_header(std::string_view header);

/// The largest frame before both have said hello.
constexpr std::size_t max_hello_bytes = 4096;

/// Without the header. Texts beyond 4 GiB and lists beyond 2^32 throw std::length_error.
std::string encode(const message& said);

/// What the frame, without its header, says; nothing where it is no message: a kind that there is not, too
/// short, too long, a count that does not fit. Never throws but for want of memory, of which it needs no more
/// than a few times the frame's. Of a hello of another version only version and cluster are read. The texts
/// of events are within `frame`.
std::optional<message> decode(std::string_view frame);

/// Builds a frame of events without copying them twice.
class events_encoder {
public:
  explicit events_encoder(std::uint64_t first);
  void add(std::string_view text);
  std::size_t size() const { return frame_.size(); } ///< bytes so far
  std::uint32_t count() const { return count_; }
  /// The frame; the encoder is done.
  std::string finish();

private:
  std::string frame_;
  std::uint32_t count_ = 0;
};

} // namespace mitos::proto::cluster
