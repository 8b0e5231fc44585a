#include "tests/bench/ceiling/session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <cstring>

namespace mitos::bench::ceiling {

namespace {

constexpr std::size_t kept_capacity = 4096;
constexpr int streamed_at_once = 256;

struct frame {
  unsigned opcode = 0;
  std::size_t header = 0; ///< its mask, the last four bytes of it, included
  std::size_t size = 0;
};

std::size_t byte_of(const char* bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

/// The load's frames are short: none has a length of eight bytes.
frame read_header(const char* bytes, std::size_t size) {
  frame head{static_cast<unsigned>(byte_of(bytes, 0) & 15), 6, byte_of(bytes, 1) & 127};
  if (head.size == 126) {
    head.header = 8;
    head.size = size < head.header ? 0 : byte_of(bytes, 2) << 8 | byte_of(bytes, 3);
  }
  return head;
}

void unmask(char* body, const char* key, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i)
    body[i] = static_cast<char>(body[i] ^ key[i % 4]);
}

} // namespace

void shared::end_turn() {
  for (std::size_t i = 0; i < writing.size(); ++i)
    writing[i]->write();
  writing.clear();
}

void session::wait() {
  wire_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](error_code failed) {
    if (failed)
      return self->leave();
    self->readable();
    self->all_.end_turn();
  });
}

void session::readable() {
  auto* bytes = all_.buffer.data();
  const auto kept = rest_.copy(bytes, all_.buffer.size());
  error_code failed;
  const auto got = wire_.read_some(asio::buffer(bytes + kept, all_.buffer.size() - kept), failed);
  if (failed && failed != asio::error::would_block)
    return leave();
  hear(bytes, kept + got);
  if (!gone_)
    wait();
}

void session::hear(char* bytes, std::size_t size) {
  constexpr unsigned text = 1, close = 8;
  while (size >= 8 && !gone_) {
    const auto head = read_header(bytes, size);
    if (size < head.header + head.size)
      break;
    auto* body = bytes + head.header;
    unmask(body, body - 4, head.size);
    if (head.opcode == close)
      return leave();
    if (head.opcode == text)
      hear(read({body, head.size}));
    bytes = body + head.size;
    size -= head.header + head.size;
  }
  rest_.assign(bytes, size);
}

void session::hear(const heard& said) {
  switch (said.what) {
  case wish::initialise: return append_text(out(), {R"({"type":"connection_ack"})"});
  case wish::ping: return append_text(out(), {R"({"type":"pong"})"});
  case wish::query:
    append_next(out(), said.id, R"("node":{"name":")", "ceiling", R"("})");
    return append_complete(out_, said.id);
  case wish::publish: return publish(said);
  case wish::listen: return listen(said);
  case wish::count_down:
    streamed_ = said.id;
    left_ = said.from;
    return stream();
  case wish::complete: left_ = -1; return;
  case wish::nothing: return;
  }
}

void session::listen(const heard& said) {
  topics_[std::string(said.id)] = said.topic;
  all_.topics[std::string(said.topic)][this] = said.id;
}

void session::publish(const heard& said) {
  if (const auto topic = all_.topics.find(std::string(said.topic)); topic != all_.topics.end())
    for (auto& [who, id] : topic->second)
      append_next(who->out(), id, R"("topic":{"payload":")", said.payload, R"("})");
  append_next(out(), said.id, R"("publish":{"id":")", std::to_string(++all_.published), R"("})");
  append_complete(out_, said.id);
}

void session::leave() {
  gone_ = true;
  left_ = -1;
  for (const auto& [id, name] : topics_)
    if (const auto topic = all_.topics.find(name); topic != all_.topics.end())
      topic->second.erase(this);
  topics_.clear();
}

std::string& session::out() {
  if (!in_turn_) {
    in_turn_ = true;
    all_.writing.push_back(shared_from_this());
  }
  return out_;
}

void session::stream() {
  for (int i = 0; i < streamed_at_once && left_ >= 0; ++i) {
    append_next(out(), streamed_, R"("countdown":)", std::to_string(left_), "");
    if (left_-- == 0)
      append_complete(out_, streamed_);
  }
}

void session::write() {
  in_turn_ = false;
  if (busy_ || out_.empty() || gone_)
    return;
  error_code failed;
  const auto taken = wire_.write_some(asio::buffer(out_), failed);
  if (failed && failed != asio::error::would_block)
    return leave();
  if (taken < out_.size()) {
    out_.erase(0, taken);
    return write_rest();
  }
  out_.clear();
  if (out_.capacity() > kept_capacity)
    out_.shrink_to_fit();
  if (left_ >= 0)
    asio::post(wire_.get_executor(), [self = shared_from_this()] {
      self->stream();
      self->all_.end_turn();
    });
}

void session::write_rest() {
  busy_ = true;
  std::swap(writing_, out_);
  asio::async_write(wire_, asio::buffer(writing_),
                    [self = shared_from_this()](error_code failed, std::size_t) {
                      self->busy_ = false;
                      std::string().swap(self->writing_);
                      if (failed)
                        return self->leave();
                      self->stream();
                      self->write();
                      self->all_.end_turn();
                    });
}

} // namespace mitos::bench::ceiling
