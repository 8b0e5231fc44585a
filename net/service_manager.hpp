/// What systemd is told of the process (sd_notify(3)); nobody where it did not ask, with NOTIFY_SOCKET.
#pragma once

#include <chrono>
#include <string>

namespace mitos::net {

/// It serves, at that place.
void say_ready(const std::string& endpoint);
/// It ends, and may take as long.
void say_stopping(std::chrono::nanoseconds within);

} // namespace mitos::net
