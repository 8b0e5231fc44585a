#include "net/file_limit.hpp"

#include <sys/resource.h>

namespace mitos::net {

std::size_t raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
    return 1024; // what POSIX systems start with
  rlimit raised{limit.rlim_max, limit.rlim_max};
  if (::setrlimit(RLIMIT_NOFILE, &raised) != 0)
    return limit.rlim_cur;
  return raised.rlim_cur;
}

} // namespace mitos::net
