/// Which dialect a client's offer chooses (P1).
#pragma once

#include "proto/message.hpp"

#include <optional>
#include <string_view>

namespace mitos::proto {

/// The first token of `offer` (the values of all Sec-WebSocket-Protocol headers, joined by commas) that
/// Mitos speaks: trimmed, exact, case-sensitive. Nothing where there is none (P2).
std::optional<dialect> choose_subprotocol(std::string_view offer);

} // namespace mitos::proto
