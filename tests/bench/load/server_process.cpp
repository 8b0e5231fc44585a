#include "tests/bench/load/server_process.hpp"

#include <ctime>
#include <filesystem>
#include <fstream>

namespace mitos::bench {

namespace {

std::filesystem::path folder(int pid) { return "/proc/" + std::to_string(pid); }

std::chrono::nanoseconds own_time() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

double microseconds(std::chrono::nanoseconds time) { return static_cast<double>(time.count()) / 1000; }

} // namespace

usage used_by(int pid) {
  usage all;
  for (const auto& thread : std::filesystem::directory_iterator(folder(pid) / "task")) {
    std::int64_t ran = 0;
    std::int64_t waited = 0;
    std::ifstream(thread.path() / "schedstat") >> ran >> waited;
    all.ran += std::chrono::nanoseconds(ran);
    all.waited += std::chrono::nanoseconds(waited);
  }
  return all;
}

double resident(int pid) {
  std::ifstream rollup(folder(pid) / "smaps_rollup");
  for (std::string word; rollup >> word;)
    if (double kibibytes = 0; word == "Rss:" && rollup >> kibibytes)
      return kibibytes * 1024;
  throw failure("the kernel does not tell the memory of the server");
}

measurement::measurement(int pid)
    : pid_(pid),
      before_(used_by(pid)),
      own_(own_time()),
      began_(clock::now()) {}

void measurement::end(report& to, double units) const {
  const std::chrono::nanoseconds took = clock::now() - began_;
  const auto after = used_by(pid_);
  const auto share = [&](std::chrono::nanoseconds part) { return microseconds(part) / microseconds(took); };
  to.add("units", units);
  to.add("units_per_second", units / seconds(took).count());
  to.add("cpu_us_per_unit", microseconds(after.ran - before_.ran) / units);
  to.add("server_busy", share(after.ran - before_.ran));
  to.add("server_waited", share(after.waited - before_.waited));
  to.add("load_busy", share(own_time() - own_));
}

} // namespace mitos::bench
