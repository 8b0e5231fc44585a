#include "proto/websocket/frame.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace mitos::proto::websocket {

namespace {

using byte = unsigned char;

constexpr byte final_bit = 0x80;
constexpr byte reserved_bits = 0x70;
constexpr byte opcode_bits = 0x0F;
constexpr byte control_bit = 0x08;
constexpr byte mask_bit = 0x80;
constexpr byte length_bits = 0x7F;
constexpr std::size_t max_control = 125;
constexpr byte length_16 = 126;
constexpr byte length_64 = 127;
constexpr std::size_t longest_header = 10; // of a frame that is not masked

bool is_control(opcode code) { return (static_cast<byte>(code) & control_bit) != 0; }

bool is_defined(byte code) { return code <= 2 || (code >= 8 && code <= 10); }

violation broken(std::string_view rule) { return {{close_code::protocol_error, rule}}; }

/// RFC 6455, section 5.3; `phase` tells with which byte of the key to begin.
void unmask(std::span<char> bytes, const std::array<char, 4>& key, std::size_t phase) {
  std::array<char, 8> pattern{};
  for (std::size_t i = 0; i < pattern.size(); ++i)
    pattern[i] = key[(phase + i) % key.size()];
  std::uint64_t wide = 0;
  std::memcpy(&wide, pattern.data(), sizeof wide);
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= bytes.size(); at += sizeof word) {
    std::memcpy(&word, bytes.data() + at, sizeof word);
    word ^= wide;
    std::memcpy(bytes.data() + at, &word, sizeof word);
  }
  for (std::size_t i = 0; at < bytes.size(); ++at, ++i)
    bytes[at] = static_cast<char>(bytes[at] ^ pattern[i]);
}

/// RFC 6455, section 5.5.1.
event close_event(std::string_view payload) {
  if (payload.empty())
    return close_frame{close_reason(close_code::no_status)};
  if (payload.size() == 1)
    return broken("a close frame's payload of one byte");
  const auto code =
      static_cast<std::uint16_t>((static_cast<byte>(payload[0]) << 8U) | static_cast<byte>(payload[1]));
  if (!may_be_sent(code))
    return broken("a close code that may not be sent");
  if (!is_utf8(payload.substr(2)))
    return violation{{close_code::invalid_payload, "the close reason is no UTF-8"}};
  return close_frame{close_reason(code, payload.substr(2))};
}

bool ends(const event& e) {
  return std::holds_alternative<violation>(e) || std::holds_alternative<close_frame>(e);
}

event control_event(opcode code, std::string_view payload) {
  if (code == opcode::close)
    return close_event(payload);
  if (code == opcode::ping)
    return ping_frame{payload};
  return pong_frame{};
}

} // namespace

std::optional<event> decoder::next(std::span<char>& bytes) {
  forget_yielded();
  std::optional<event> found;
  while (!over_ && !found) {
    if (in_payload_ && (remaining_ == 0 || !bytes.empty())) {
      found = payload_bytes(bytes);
    } else if (!bytes.empty()) {
      found = header_byte(static_cast<byte>(bytes.front()));
      bytes = bytes.subspan(1);
    } else {
      return std::nullopt;
    }
    over_ = found && ends(*found);
  }
  if (over_)
    bytes = {};
  return found;
}

bool decoder::in_message() const {
  return !over_ && (header_at_ > 0 || in_payload_ || message_ != opcode::continuation);
}

void decoder::forget_yielded() {
  if (!std::exchange(yielded_, false))
    return;
  buffer_.resize(kept_);
  if (buffer_.empty())
    std::string().swap(buffer_); // an assignment would keep the memory
}

opcode decoder::code() const { return static_cast<opcode>(first_ & opcode_bits); }

std::optional<event> decoder::header_byte(std::uint8_t b) {
  const std::size_t at = header_at_++;
  if (at == 0)
    return first_byte(b);
  if (at == 1)
    return second_byte(b);
  if (at < 2U + length_bytes_)
    return length_byte(b);
  const std::size_t key_at = at - 2U - length_bytes_;
  key_[key_at] = static_cast<char>(b);
  if (key_at + 1 < key_.size())
    return std::nullopt;
  return begin_payload();
}

// RFC 6455, sections 5.2, 5.4 and 5.5.
std::optional<event> decoder::first_byte(std::uint8_t b) {
  if ((b & reserved_bits) != 0)
    return broken("a reserved bit is set");
  if (!is_defined(b & opcode_bits))
    return broken("a reserved opcode");
  first_ = b;
  if (!is_control(code()))
    return begin_data();
  if ((b & final_bit) == 0)
    return broken("a fragmented control frame");
  return std::nullopt;
}

std::optional<event> decoder::begin_data() {
  const bool goes_on = code() == opcode::continuation;
  const bool under_way = message_ != opcode::continuation;
  if (goes_on && !under_way)
    return broken("a continuation of no message");
  if (!goes_on && under_way)
    return broken("a message inside a fragmented one");
  if (!goes_on) {
    message_ = code();
    fragments_ = 0;
  }
  if (++fragments_ > fragment_limit_)
    return violation{{close_code::policy_violation, "Too many fragments"}};
  return std::nullopt;
}

std::optional<event> decoder::second_byte(std::uint8_t b) {
  if ((b & mask_bit) == 0)
    return broken("an unmasked frame");
  const std::uint8_t length = b & length_bits;
  if (is_control(code()) && length > max_control)
    return broken("a control frame of more than 125 bytes");
  length_bytes_ = length == length_16 ? 2 : length == length_64 ? 8 : 0;
  if (length_bytes_ > 0)
    return std::nullopt;
  remaining_ = length;
  return check_length();
}

std::optional<event> decoder::length_byte(std::uint8_t b) {
  if (length_bytes_ == 8 && header_at_ == 3 && (b & 0x80U) != 0)
    return broken("a length of 2^63 or more");
  remaining_ = (remaining_ << 8U) | b;
  if (header_at_ < 2U + length_bytes_)
    return std::nullopt;
  if (remaining_ < (length_bytes_ == 2 ? 126U : 65536U))
    return broken("a length in more bytes than it needs");
  return check_length();
}

std::optional<event> decoder::check_length() {
  if (!is_control(code()) && (kept_ > message_limit_ || remaining_ > message_limit_ - kept_))
    return violation{{close_code::message_too_big, "Message too big"}};
  return std::nullopt;
}

std::optional<event> decoder::begin_payload() {
  header_at_ = 0;
  phase_ = 0;
  in_payload_ = true;
  if (code() == opcode::binary)
    return binary_frame{};
  return std::nullopt;
}

std::optional<event> decoder::payload_bytes(std::span<char>& bytes) {
  const auto here = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, bytes.size()));
  const auto chunk = bytes.first(here);
  bytes = bytes.subspan(here);
  unmask(chunk, key_, phase_);
  phase_ = static_cast<std::uint8_t>((phase_ + here) % key_.size());
  remaining_ -= here;
  in_payload_ = remaining_ > 0;
  const std::string_view text(chunk.data(), chunk.size());
  return is_control(code()) ? control_bytes(text) : data_bytes(text);
}

std::optional<event> decoder::control_bytes(std::string_view bytes) {
  if (in_payload_) {
    buffer_ += bytes;
    return std::nullopt;
  }
  yielded_ = true;
  return control_event(code(), joined(kept_, bytes));
}

std::optional<event> decoder::data_bytes(std::string_view bytes) {
  const bool last = !in_payload_ && (first_ & final_bit) != 0;
  if (message_ == opcode::binary) {
    message_ = last ? opcode::continuation : opcode::binary;
    return std::nullopt;
  }
  if (!utf8_.feed(bytes) || (last && !utf8_.whole()))
    return violation{{close_code::invalid_payload, "the text is no UTF-8"}};
  if (!last) {
    buffer_ += bytes;
    kept_ = buffer_.size();
    return std::nullopt;
  }
  message_ = opcode::continuation;
  kept_ = 0;
  yielded_ = true;
  return text_frame{joined(0, bytes)};
}

std::string_view decoder::joined(std::size_t from, std::string_view bytes) {
  if (buffer_.size() == from)
    return bytes;
  buffer_ += bytes;
  return std::string_view(buffer_).substr(from);
}

/// Makes room for the payload too: without memory for all of it, nothing is appended.
void append_header(std::string& out, opcode code, std::size_t size) {
  out.reserve(out.size() + longest_header + size);
  out += static_cast<char>(final_bit | static_cast<byte>(code));
  const unsigned length_bytes = size < length_16 ? 0 : size <= 0xFFFF ? 2 : 8;
  out += static_cast<char>(length_bytes == 0 ? size : length_bytes == 2 ? length_16 : length_64);
  for (unsigned i = length_bytes; i > 0; --i)
    out += static_cast<char>((static_cast<std::uint64_t>(size) >> (8 * (i - 1))) & 0xFFU);
}

void append_frame(std::string& out, opcode code, std::string_view payload) {
  append_header(out, code, payload.size());
  out += payload;
}

void append_close(std::string& out, const close_reason& reason) {
  if (!may_be_sent(reason.code))
    return append_frame(out, opcode::close, {});
  const auto text = utf8_prefix(reason.text, max_close_text);
  append_header(out, opcode::close, 2 + text.size());
  out += static_cast<char>(reason.code >> 8U);
  out += static_cast<char>(reason.code & 0xFFU);
  out += text;
}

} // namespace mitos::proto::websocket
