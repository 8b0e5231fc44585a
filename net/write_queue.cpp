#include "net/write_queue.hpp"

#include <utility>

namespace mitos::net {

namespace {

constexpr std::size_t worth_moving = std::size_t{64} * 1024;

std::size_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

/// The size of the whole unmasked frame that begins at `at` (RFC 6455, section 5.2).
std::size_t frame_size(std::string_view bytes, std::size_t at) {
  auto length = byte_at(bytes, at + 1);
  if (length < 126)
    return 2 + length;
  const std::size_t digits = length == 126 ? 2 : 8;
  length = 0;
  for (std::size_t i = 0; i < digits; ++i)
    length = length << 8 | byte_at(bytes, at + 2 + i);
  return 2 + digits + length;
}

} // namespace

void write_queue::push_raw(std::string_view bytes) {
  bytes_ += bytes;
  boundary_ = bytes_.size();
}

void write_queue::push(proto::websocket::opcode code, std::string_view payload) {
  proto::websocket::append_frame(bytes_, code, payload);
  ++messages_;
}

void write_queue::push_close(const proto::close_reason& reason) {
  proto::websocket::append_close(bytes_, reason);
  ++messages_;
}

void write_queue::pop(std::size_t bytes) {
  sent_ += bytes;
  if (empty()) {
    bytes_.clear();
    sent_ = boundary_ = messages_ = 0;
    return;
  }
  while (boundary_ < sent_) {
    auto next = boundary_ + frame_size(bytes_, boundary_);
    if (next > sent_)
      break;
    boundary_ = next;
    --messages_;
  }
  if (sent_ >= worth_moving && sent_ >= bytes_.size() / 2)
    forget_sent();
}

void write_queue::forget_sent() {
  // The frame that is on its way keeps its header, by which its end is known.
  const auto gone = std::min(sent_, boundary_);
  bytes_.erase(0, gone);
  sent_ -= gone;
  boundary_ -= gone;
}

void write_queue::drop_unbegun() {
  auto keep = boundary_;
  messages_ = 0;
  if (boundary_ < sent_) {
    keep += frame_size(bytes_, boundary_);
    messages_ = 1;
  }
  bytes_.resize(keep);
}

std::string write_queue::take() {
  bytes_.erase(0, sent_);
  sent_ = boundary_ = messages_ = 0;
  return std::exchange(bytes_, {});
}

std::string write_queue::give_back() { return std::exchange(bytes_, {}); }

} // namespace mitos::net
