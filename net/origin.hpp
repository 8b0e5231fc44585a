/// Which web pages may connect (bad-input: foreign Origin).
#pragma once

#include "net/upgrade.hpp"

#include <string_view>

namespace mitos::net {

/// Whether `origin` is the server's own, as the Host header of the request names it, or one of those that
/// the rules allow.
bool may_connect(std::string_view origin, std::string_view host, const upgrade_rules& rules);

} // namespace mitos::net
