/// What waits for a socket: frames, one behind the other, in one piece of memory.
#pragma once

#include "proto/websocket/frame.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace mitos::net {

/// Knows how many messages have not left completely, and which have not begun to. The memory is lent to it
/// while something waits: an idle one owns none.
class write_queue {
public:
  /// Bytes that are no frame; only in front of all frames.
  void push_raw(std::string_view bytes);
  void push(proto::websocket::opcode code, std::string_view payload);
  void push_close(const proto::close_reason& reason);

  /// What is to be written next.
  std::string_view front() const { return std::string_view(bytes_).substr(sent_); }
  /// So many bytes of it were written.
  void pop(std::size_t bytes);
  /// Drops the messages of which no byte was written.
  void drop_unbegun();

  bool empty() const { return sent_ == bytes_.size(); }
  std::size_t bytes() const { return bytes_.size() - sent_; }
  std::size_t messages() const { return messages_; }

  bool has_memory() const { return bytes_.capacity() > std::string().capacity(); }
  /// To an empty queue.
  void lend(std::string memory) { bytes_ = std::move(memory); }
  /// Everything that was not written, and the memory it is in.
  std::string take();
  /// The memory, of an empty queue.
  std::string give_back();

private:
  void forget_sent();

  std::string bytes_;
  std::size_t sent_ = 0;
  std::size_t boundary_ = 0; ///< where the first frame begins that has not left completely
  std::size_t messages_ = 0;
};

} // namespace mitos::net
