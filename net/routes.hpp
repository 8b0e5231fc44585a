/// What is served over plain HTTP: whether the process lives, whether it takes connections.
#pragma once

#include "net/upgrade.hpp"

#include <optional>

namespace mitos::net {

/// The answer to GET /live and GET /ready; nothing for any other path.
std::optional<http_answer> plain_route(const request& asked, service_state now);

} // namespace mitos::net
