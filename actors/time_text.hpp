/// An instant as the default schema's `Time` says it.
#pragma once

#include <chrono>
#include <string>

namespace mitos::actors {

/// RFC 3339 in UTC with milliseconds: 2026-01-31T12:00:00.000Z.
std::string time_text(std::chrono::system_clock::time_point at);

} // namespace mitos::actors
