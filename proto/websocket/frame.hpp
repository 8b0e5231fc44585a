/// RFC 6455 framing for a server, without I/O: bytes to messages, messages to bytes.
#pragma once

#include "proto/close_code.hpp"

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
struct binary_frame {};
struct ping_frame {
    std::string_view payload;
};
struct pong_frame {};
/// The peer's close; `no_status` where its frame was empty.
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
};

/// Appends the header of an unmasked, final frame of `size` bytes.
void append_header(std::string& out, opcode code, std::size_t size);
void append_frame(std::string& out, opcode code, std::string_view payload);
/// Appends a close frame; an empty one for `no_status`.
void append_close(std::string& out, const close_reason& reason);

} // namespace mitos::proto::websocket
