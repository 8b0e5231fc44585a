/// What this process holds at the moment.
#pragma once

#include <cstddef>
#include <filesystem>
#include <iterator>

namespace mitos::tests {

inline std::size_t entries(const char* folder) {
  const std::filesystem::directory_iterator all(folder);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}
inline std::size_t open_files() { return entries("/proc/self/fd"); }
inline std::size_t threads() { return entries("/proc/self/task"); }

} // namespace mitos::tests
