/// The log of a node: lines on the standard error output.
#pragma once

#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace mitos::net {

/// `level` is debug, info, warn, error or off.
std::shared_ptr<spdlog::logger> make_log(const std::string& level);

} // namespace mitos::net
