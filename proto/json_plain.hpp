/// The two ways to read JSON text; internal to `scan`, and to the tests that compare them.
#pragma once

#include "proto/json_scan.hpp"

namespace mitos::proto::json {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads what most messages are made of: UTF-8, escapes of one character, short numbers without an exponent.
/// False where there is anything else, or anything wrong: what was told until then is worth nothing.
bool scan_plain(std::string_view text, const limits& limits, listener& to);

/// Reads anything, by the library, and says what is wrong.
std::optional<error> scan_any(std::string_view text, const limits& limits, listener& to);

} // namespace mitos::proto::json
