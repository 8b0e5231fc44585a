#include "net/cluster_frames.hpp"

#include <algorithm>
#include <utility>

namespace mitos::net {

namespace {

/// A piece with so much is written on its own.
constexpr std::size_t large = std::size_t{64} * 1024;

} // namespace

std::optional<std::string> frame_reader::next(std::string_view& bytes, std::size_t most) {
  take(header_, proto::cluster::header_bytes, bytes);
  const auto size = announced();
  if (!size || *size > most)
    return std::nullopt;
  take(frame_, *size, bytes);
  if (frame_.size() < *size)
    return std::nullopt;
  header_.clear();
  return std::exchange(frame_, {});
}

std::optional<std::size_t> frame_reader::announced() const {
  if (header_.size() < proto::cluster::header_bytes)
    return std::nullopt;
  return proto::cluster::decode_header(header_);
}

/// Memory grows with what has come, not with what was announced.
void frame_reader::take(std::string& into, std::size_t until, std::string_view& bytes) {
  const auto some = std::min(until - into.size(), bytes.size());
  into.append(bytes.substr(0, some));
  bytes.remove_prefix(some);
}

void frame_queue::push(std::string frame) {
  const auto header = proto::cluster::encode_header(frame.size());
  if (pieces_.empty() || pieces_.back().size() >= large)
    pieces_.emplace_back();
  pieces_.back().append(header.data(), header.size());
  bytes_ += header.size() + frame.size();
  if (frame.size() >= large)
    pieces_.push_back(std::move(frame));
  else
    pieces_.back() += frame;
}

std::string_view frame_queue::next() const {
  return pieces_.empty() ? std::string_view() : std::string_view(pieces_.front()).substr(at_);
}

void frame_queue::sent(std::size_t bytes) {
  bytes_ -= bytes;
  at_ += bytes;
  if (pieces_.empty() || at_ < pieces_.front().size())
    return;
  pieces_.pop_front();
  at_ = 0;
}

void frame_queue::clear() { *this = {}; }

} // namespace mitos::net
