/// How much memory the process has, and may have.
#pragma once

#include <cstddef>

namespace mitos::net {

/// Bytes of the process that are in memory (RSS); 0 where that cannot be told.
std::size_t resident_memory();
/// What the control group of the process allows, or else what the machine has, in bytes.
std::size_t memory_of_machine();

} // namespace mitos::net
