#include "net/report.hpp"

#include <spdlog/logger.h>

#include <exception>

namespace mitos::net {

void report(spdlog::logger& log, const char* what) noexcept {
  try {
    throw;
  } catch (const std::exception& e) {
    log.error("{}: {}", what, e.what());
  } catch (...) {
    log.error("{}", what);
  }
}

} // namespace mitos::net
