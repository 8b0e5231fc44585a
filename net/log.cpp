#include "net/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>

#include <algorithm>
#include <climits>
#include <mutex>
#include <poll.h>
#include <unistd.h>

namespace mitos::net {

namespace {

/// Standard error. Who logs may be an io thread and does not wait: lines that a full pipe or a halted
/// terminal does not take are lost, and counted in the next that it takes.
class unwaiting_sink final : public spdlog::sinks::base_sink<std::mutex> {
private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    if (!takes_more()) {
      ++lost_;
      return;
    }
    if (const auto lost = std::exchange(lost_, 0); lost > 0)
      write("... " + std::to_string(lost) + " lines are missing here: nobody read them in time\n");
    spdlog::memory_buf_t text;
    formatter_->format(message, text);
    write({text.data(), text.size()});
  }
  void flush_() override {}

  static bool takes_more() {
    pollfd asked{STDERR_FILENO, POLLOUT, 0};
    return ::poll(&asked, 1, 0) == 1 && (asked.revents & POLLOUT) != 0;
  }
  /// No more than a pipe that takes anything takes whole.
  static void write(std::string_view text) {
    [[maybe_unused]] const auto taken =
        ::write(STDERR_FILENO, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
  }

  std::size_t lost_ = 0;
};

} // namespace

std::shared_ptr<spdlog::logger> make_log(const std::string& level) {
  auto log = std::make_shared<spdlog::logger>("mitos", std::make_shared<unwaiting_sink>());
  log->set_formatter(std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                                                                 spdlog::pattern_time_type::utc));
  log->set_level(spdlog::level::from_str(level));
  return log;
}

} // namespace mitos::net
