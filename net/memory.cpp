#include "net/memory.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <unistd.h>

namespace mitos::net {

namespace {

std::size_t page_bytes() { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

/// The number that a file begins with; `fallback` where there is none ("max").
std::size_t number_in(const std::string& path, std::size_t fallback) {
  std::size_t number = 0;
  return std::ifstream(path) >> number ? number : fallback;
}

/// Of the unified hierarchy: "0::/path", below which the limits of its parents hold too.
std::string own_group() {
  std::ifstream file("/proc/self/cgroup");
  for (std::string line; std::getline(file, line);)
    if (line.rfind("0::", 0) == 0)
      return line.substr(3);
  return {};
}

} // namespace

std::size_t resident_memory() {
  std::ifstream file("/proc/self/statm");
  std::size_t whole = 0;
  std::size_t resident = 0;
  return file >> whole >> resident ? resident * page_bytes() : 0;
}

std::size_t memory_of_machine() {
  auto least = static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) * page_bytes();
  least = std::min(least, number_in("/sys/fs/cgroup/memory/memory.limit_in_bytes", least));
  for (auto group = own_group();; group.resize(group.rfind('/'))) {
    least = std::min(least, number_in("/sys/fs/cgroup" + group + "/memory.max", least));
    if (group.rfind('/') == std::string::npos)
      return least;
  }
}

} // namespace mitos::net
