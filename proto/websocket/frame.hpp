/// RFC 6455 framing for a server, without I/O: bytes to messages, messages to bytes.
#pragma once

#include "proto/close_code.hpp"
#include "proto/utf8.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace mitos::proto::websocket {

/// RFC 6455, section 5.2.
enum class opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

// What a decoder finds. The views are valid until the next call.

/// A whole text message, its fragments joined, valid UTF-8.
struct text_frame {
  std::string_view text;
};
/// A binary message has begun; its bytes are not kept.
struct binary_frame {};
struct ping_frame {
  std::string_view payload;
};
struct pong_frame {};
/// The peer's close; `no_status` where its frame was empty. The decoder yields nothing after it.
struct close_frame {
  close_reason reason;
};
/// The peer broke a rule; the connection is to be closed with this. The decoder yields nothing after it.
struct violation {
  close_reason reason;
};

using event = std::variant<text_frame, binary_frame, ping_frame, pong_frame, close_frame, violation>;

/// Reads the frames of a client (masked, no extensions). It keeps bytes only of a message that is not
/// whole yet; an idle one owns no heap memory.
class decoder {
public:
  /// The next event in `bytes`, from whose front what was read is taken; the bytes are unmasked where
  /// they stand. Nothing when `bytes` is used up. Refuses at the earliest byte: 1002 for the protocol,
  /// 1007 for UTF-8, 1009 from a header that announces more than the message limit, 1008 for too many
  /// fragments.
  std::optional<event> next(std::span<char>& bytes);

  /// Bytes that one message may have, its fragments together.
  void limit_message(std::size_t bytes) { message_limit_ = bytes; }
  void limit_fragments(std::size_t frames) { fragment_limit_ = frames; }

  /// Whether a frame or message has begun that is not whole: it must become so in time.
  bool in_message() const;

private:
  // Each reads its part at once or byte by byte alike: what is refused does not depend on how the bytes came.
  std::optional<event> header_byte(std::uint8_t b);
  std::optional<event> first_byte(std::uint8_t b);
  std::optional<event> second_byte(std::uint8_t b);
  std::optional<event> length_byte(std::uint8_t b);
  std::optional<event> begin_data();
  std::optional<event> check_length();
  std::optional<event> begin_payload();
  std::optional<event> payload_bytes(std::span<char>& bytes);
  std::optional<event> control_bytes(std::string_view bytes);
  std::optional<event> data_bytes(std::string_view bytes);

  opcode code() const;
  void forget_yielded();
  /// `bytes` behind what the buffer has from there: `bytes` themselves where that is nothing.
  std::string_view joined(std::size_t from, std::string_view bytes);

  std::size_t message_limit_ = 1U << 20U;
  std::size_t fragment_limit_ = 1024;
  std::string buffer_;          ///< of the message under way, behind it of a control frame
  std::size_t kept_ = 0;        ///< how much of it is the message's
  std::uint64_t remaining_ = 0; ///< bytes of the frame's payload that are to come
  std::uint32_t fragments_ = 0;
  std::array<char, 4> key_{};
  utf8_validator utf8_;
  opcode message_ = opcode::continuation; ///< what the message under way is; a continuation: there is none
  std::uint8_t first_ = 0;                ///< the frame's first byte
  std::uint8_t header_at_ = 0;
  std::uint8_t length_bytes_ = 0; ///< of the extended length
  std::uint8_t phase_ = 0;        ///< the byte of the key that is next
  bool in_payload_ = false;
  bool yielded_ = false; ///< the buffer's tail was given out: to be forgotten at the next call
  bool over_ = false;
};

/// Appends the header of an unmasked, final frame of `size` bytes.
void append_header(std::string& out, opcode code, std::size_t size);
void append_frame(std::string& out, opcode code, std::string_view payload);
/// Appends a close frame; an empty one for `no_status` and whatever else may not be sent.
void append_close(std::string& out, const close_reason& reason);

} // namespace mitos::proto::websocket
