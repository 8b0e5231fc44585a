/// What a host with a main of its own needs: it decides about signals, since Mitos touches none.
#pragma once

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

/// Keeps SIGINT and SIGTERM from all threads that are started from here on, and waits for one of them.
class until_stopped {
public:
  until_stopped() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  void wait(const std::string& what_is_up) const {
    std::cout << what_is_up << std::endl;
    int which = 0;
    sigwait(&signals_, &which);
  }

private:
  sigset_t signals_{};
};

inline std::uint16_t port_of(int count, char** arguments) {
  return static_cast<std::uint16_t>(count > 1 ? std::atoi(arguments[1]) : 8080);
}
