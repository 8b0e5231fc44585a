#include "net/signals.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <system_error>
#include <unistd.h>

namespace mitos::net {
namespace {

sigset_t waited_for() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGTERM, SIGINT})
    sigaddset(&set, number);
  return set;
}

int checked(int file) {
  if (file < 0)
    throw std::system_error(errno, std::generic_category(), "signals");
  return file;
}

template <class T>
T take(int file) {
  T value{};
  return ::read(file, &value, sizeof value) == sizeof value ? value : T{};
}

} // namespace

signals::signals() {
  const auto set = waited_for();
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGHUP, SIG_IGN);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signal_file_ = checked(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  wake_file_ = checked(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
}

// They stay blocked: one that came while the process ends would change its exit code.
signals::~signals() {
  ::close(signal_file_);
  ::close(wake_file_);
}

int signals::wait() {
  std::array<pollfd, 2> files{{{signal_file_, POLLIN, 0}, {wake_file_, POLLIN, 0}}};
  while (::poll(files.data(), files.size(), -1) <= 0) {
  }
  if ((files[0].revents & POLLIN) != 0)
    return static_cast<int>(take<signalfd_siginfo>(signal_file_).ssi_signo);
  take<std::uint64_t>(wake_file_);
  return 0;
}

void signals::wake() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_file_, &one, sizeof one);
}

void signals::let_through() {
  const auto set = waited_for();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace mitos::net
