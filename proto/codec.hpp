/// Text to messages and back, in the dialect of the connection: total, decode never throws.
#pragma once

#include "proto/message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mitos::proto {

/// What a message may cost before it is malformed.
struct message_limits {
  std::size_t id_bytes = 256; ///< P8
  json::limits json;          ///< of the whole message: over them it is unreadable, and its id unknown
};

/// Decodes one text message of the client. What the dialect does not know is `malformed`.
client_message decode(dialect d, std::string_view text, const message_limits& limits = {});

// What the server says. Each appends one message to `out`; `payload` is JSON text already.

/// `connection_ack`, the same in both dialects; absent, `payload` is no member (P14).
void encode_ack(std::string& out, std::optional<std::string_view> payload);
/// `pong`, with what its ping carried (P20).
void encode_pong(std::string& out, std::optional<std::string_view> payload);
/// The envelope around a result that many may share: the id is spliced in front, `payload` copied as it is.
void encode_next(std::string& out, dialect d, std::string_view id, std::string_view payload);
/// `errors` is the JSON text of a non-empty array; the legacy dialect sends its first element (L5).
void encode_error(std::string& out, dialect d, std::string_view id, std::string_view errors);
/// `complete`, the same in both dialects (P24, L5).
void encode_complete(std::string& out, std::string_view id);

// Legacy only (L1).

/// `ka` (L2).
void encode_keep_alive(std::string& out);
/// `message` is plain text.
void encode_connection_error(std::string& out, std::string_view message);

/// The JSON text of an errors array with one error of that message, for what Mitos itself refuses.
std::string one_error(std::string_view message);

} // namespace mitos::proto
