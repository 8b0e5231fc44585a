/// What is served over plain HTTP: whether the process lives, whether it takes connections, what it counts.
#pragma once

#include "net/upgrade.hpp"

#include <optional>

namespace mitos::net {

/// The answer to GET /live, /ready and, where the rules have them, /metrics; nothing for any other path.
std::optional<http_answer> plain_route(const request& asked, const upgrade_rules& rules, service_state now);

} // namespace mitos::net
