/// Memory of the server when it has come to rest.
#pragma once

#include "tests/bench/load/crowd.hpp"
#include "tests/bench/load/options.hpp"

namespace mitos::bench {

/// Waits, has the server collect its garbage where it can, and tells its bytes.
double settled_memory(crowd& all, const options& asked);

} // namespace mitos::bench
