#include "actors/peer_stream.hpp"

#include "proto/cluster/codec.hpp"

#include <algorithm>

namespace mitos::actors {

namespace {

/// Where a frame of events ends, though more could be sent.
constexpr std::size_t frame_bytes = std::size_t{64} * 1024;
/// What a frame of one event has besides its text.
constexpr std::size_t frame_overhead = 64;

} // namespace

bool outgoing_stream::push(const event_text& text) {
  const auto number = ++last_;
  if (text->size() + frame_overhead > std::min(options_.max_frame, options_.queue_bytes)) {
    count_.lost_out.add();
    return true;
  }
  const bool fits = waiting_bytes_ + text->size() <= options_.queue_bytes;
  if (!fits && options_.slow == slow_peer::disconnect) {
    while (!waiting_.empty())
      lose_oldest();
    count_.lost_out.add();
    return false;
  }
  while (waiting_bytes_ + text->size() > options_.queue_bytes)
    lose_oldest();
  waiting_.push_back({number, text});
  waiting_bytes_ += text->size();
  count_.queued.add();
  count_.queued_bytes.add(static_cast<std::int64_t>(text->size()));
  return true;
}

std::optional<std::string> outgoing_stream::take() {
  while (!waiting_.empty() && waiting_.front().text->size() + frame_overhead > window_.frame)
    lose_oldest();
  if (waiting_.empty() || !has_credit_for(waiting_.front()))
    return std::nullopt;
  proto::cluster::events_encoder frame(waiting_.front().number);
  auto number = waiting_.front().number;
  while (!waiting_.empty() && waiting_.front().number == number && has_credit_for(waiting_.front())) {
    const auto& text = waiting_.front().text;
    if (frame.count() > 0 &&
        frame.size() + frame_overhead + text->size() > std::min<std::size_t>(frame_bytes, window_.frame))
      break;
    frame.add(*text);
    sent_bytes_ += text->size();
    sent_.push_back(waiting_.front());
    forget_oldest();
    ++number;
  }
  count_.events_out.add(frame.count());
  return frame.finish();
}

bool outgoing_stream::has_credit_for(const item& next) const {
  return sent_.empty() ? window_.events > 0
                       : sent_.size() < window_.events && sent_bytes_ + next.text->size() <= window_.bytes;
}

bool outgoing_stream::taken(std::uint64_t number) {
  const auto before = sent_.size();
  for (; !sent_.empty() && sent_.front().number <= number; sent_.pop_front())
    sent_bytes_ -= sent_.front().text->size();
  return sent_.size() < before;
}

void outgoing_stream::resume(std::uint64_t heard_stream, std::uint64_t heard, stream_window window) {
  window_ = window;
  if (heard_stream == number_)
    taken(heard);
  else // it may have heard some of these and forgotten that it did
    lose_sent();
  for (; !sent_.empty(); sent_.pop_back()) {
    auto& again = sent_.back();
    waiting_bytes_ += again.text->size();
    count_.queued.add();
    count_.queued_bytes.add(static_cast<std::int64_t>(again.text->size()));
    waiting_.push_front(std::move(again));
  }
  sent_bytes_ = 0;
}

void outgoing_stream::lose_sent() {
  count_.lost_out.add(static_cast<std::int64_t>(sent_.size()));
  sent_.clear();
  sent_bytes_ = 0;
}

void outgoing_stream::lose_all() {
  lose_sent();
  while (!waiting_.empty())
    lose_oldest();
}

void outgoing_stream::lose_oldest() {
  count_.lost_out.add();
  forget_oldest();
}

void outgoing_stream::forget_oldest() {
  const auto bytes = waiting_.front().text->size();
  waiting_bytes_ -= bytes;
  count_.queued.add(-1);
  count_.queued_bytes.add(-static_cast<std::int64_t>(bytes));
  waiting_.pop_front();
}

std::uint64_t incoming_stream::skip_to(std::uint64_t next) {
  if (next <= heard + 1)
    return 0;
  const auto lost = next - 1 - heard;
  heard = next - 1;
  return lost;
}

bool incoming_stream::resume(std::uint64_t stream) {
  if (stream == number)
    return false;
  const bool another = number != 0;
  *this = {stream};
  return another;
}

} // namespace mitos::actors
