/// What is thrown where nobody can catch it, as a line of the log.
#pragma once

namespace spdlog {
class logger;
}

namespace mitos::net {

/// Logs the exception that is being handled, behind `what` it has cost.
void report(spdlog::logger& log, const char* what) noexcept;

} // namespace mitos::net
