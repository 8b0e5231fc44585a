#include "net/service_manager.hpp"

#include <systemd/sd-daemon.h>

namespace mitos::net {
namespace {

/// What a second signal, or the end of the process, may still need.
constexpr std::chrono::seconds after_drain{5};

} // namespace

void say_ready(const std::string& endpoint) {
  sd_notify(0, ("READY=1\nSTATUS=serving at " + endpoint).c_str());
}

void say_stopping(std::chrono::nanoseconds within) {
  const auto needed = std::chrono::ceil<std::chrono::microseconds>(within + after_drain);
  sd_notify(0,
            ("STOPPING=1\nSTATUS=draining\nEXTEND_TIMEOUT_USEC=" + std::to_string(needed.count())).c_str());
}

} // namespace mitos::net
