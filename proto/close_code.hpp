/// What a close says: RFC 6455's codes, those of graphql-transport-ws, and the reason beside them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mitos::proto {

/// The close codes that Mitos sends or must know (RFC 6455, section 7.4; protocol.md, section 6).
enum class close_code : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  unsupported_data = 1003,
  no_status = 1005, ///< never on the wire: the close frame was empty
  abnormal = 1006,  ///< never on the wire: the socket ended without a close frame
  invalid_payload = 1007,
  policy_violation = 1008,
  message_too_big = 1009,
  internal_error = 1011,
  service_restart = 1012,            ///< a drain
  try_again_later = 1013,            ///< a slow consumer, or overload
  invalid_message = 4400,            ///< P5
  unauthorized = 4401,               ///< P16
  forbidden = 4403,                  ///< P14, P19
  subprotocol_not_acceptable = 4406, ///< P2
  init_timeout = 4408,               ///< P11, P12
  subscriber_already_exists = 4409,  ///< P23
  too_many_init_requests = 4429,     ///< P13
  internal_server_error = 4500,      ///< P14; our fault, and only ours
};

/// Bytes that a close frame has for its reason (RFC 6455, section 5.5: 125 less the code).
inline constexpr std::size_t max_close_text = 123;

/// Why a connection ended. `code` is a number, since a peer or a gatekeeper may choose any.
struct close_reason {
  close_reason() = default; ///< 1005: nothing was said
  /// `words` are cut to 123 bytes at a character boundary; what is no UTF-8 in it becomes U+FFFD (P9).
  close_reason(std::uint16_t number, std::string_view words);
  /// The same for a code that has a name.
  close_reason(close_code which, std::string_view words = {})
      : close_reason(static_cast<std::uint16_t>(which), words) {}

  std::uint16_t code = static_cast<std::uint16_t>(close_code::no_status); ///< of RFC 6455, section 7.4
  std::string text{}; ///< the words beside it: at most 123 bytes of UTF-8 where a constructor made them

  bool operator==(const close_reason&) const = default; ///< the same code and the same words
};

/// Whether an endpoint may put `code` into a close frame (RFC 6455, section 7.4).
bool may_be_sent(std::uint16_t code);

} // namespace mitos::proto
