/// Frames between nodes as bytes: put together as they come, and gathered as they go.
#pragma once

#include "proto/cluster/codec.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace mitos::net {

/// Never takes more memory than a few times what has come.
class frame_reader {
public:
  /// The next frame, as soon as it is whole, without its header. Takes what it has used from the front of
  /// `bytes`: all of it where there is no frame. Of a frame larger than `most` it takes the header only.
  std::optional<std::string> next(std::string_view& bytes, std::size_t most);

  /// What the frame under way has announced, if it is known.
  std::optional<std::size_t> announced() const;
  /// Whether a frame has begun.
  bool under_way() const { return !header_.empty(); }

private:
  void take(std::string& into, std::size_t until, std::string_view& bytes);

  std::string header_;
  std::string frame_;
};

/// What waits for a socket, in pieces: small frames share one, and a large one is not copied.
class frame_queue {
public:
  void push(std::string frame);
  bool empty() const { return bytes_ == 0; }
  /// Headers included.
  std::size_t bytes() const { return bytes_; }
  /// The first bytes that wait, many at once. Until the next call.
  std::string_view next() const;
  /// So many of them are gone.
  void sent(std::size_t bytes);
  void clear();

private:
  std::deque<std::string> pieces_; ///< none is empty
  std::size_t at_ = 0;             ///< in the first one
  std::size_t bytes_ = 0;
};

} // namespace mitos::net
