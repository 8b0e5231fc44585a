/// How many files, and so connections, the process may have open (ulimit -n).
#pragma once

#include <cstddef>

namespace mitos::net {

/// What a node keeps for itself, besides a file per connection.
inline constexpr std::size_t reserved_files = 512;

/// Raises the soft limit to the hard one, and returns it.
std::size_t raise_file_limit();

/// Those that are not reserved, but at least half of them.
constexpr std::size_t connections_within(std::size_t file_limit) {
  return file_limit / 2 > reserved_files ? file_limit - reserved_files : file_limit / 2;
}

} // namespace mitos::net
