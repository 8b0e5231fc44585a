/// The signals of a process, waited for instead of handled: nothing runs in a handler.
#pragma once

namespace mitos::net {

/// From its making to the end of the process SIGTERM and SIGINT wait for `wait`; SIGHUP and SIGPIPE are
/// ignored. Make it before any thread: threads inherit what is blocked.
class signals {
public:
  signals();
  signals(const signals&) = delete;
  signals& operator=(const signals&) = delete;
  ~signals();

  /// The next signal, or 0 once for each `wake`.
  int wait();
  /// From any thread.
  void wake();
  /// From here on SIGTERM and SIGINT end the process, as by default.
  void let_through();

private:
  int signal_file_;
  int wake_file_;
};

} // namespace mitos::net
