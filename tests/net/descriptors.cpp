#include "tests/catch.hpp"
#include "tests/net/peer.hpp"
#include "tests/net/served.hpp"

#include <csignal>
#include <optional>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

using namespace mitos;
using namespace mitos::tests;

namespace {

/// While it lives the process has at most so many descriptors beyond those that are open.
class few_descriptors {
public:
  explicit few_descriptors(rlim_t more) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::dup(0);
    ::close(next);
    rlimit now{static_cast<rlim_t>(next) + more, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &now);
  }
  few_descriptors(const few_descriptors&) = delete;
  few_descriptors& operator=(const few_descriptors&) = delete;
  ~few_descriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
  rlimit before_{};
};

double processor_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

} // namespace

TEST_CASE("without file descriptors the server waits without burning a core, and serves again when there are "
          "some") {
  served server;
  peer connected(server.port());
  connected.greets();
  std::optional<peer> waiting;
  {
    few_descriptors limit(1);
    waiting.emplace(server.port()); // this takes the last of them; the server has none to accept with
    timeval one_second{1, 0};
    ::setsockopt(waiting->descriptor(), SOL_SOCKET, SO_RCVTIMEO, &one_second, sizeof one_second);
    const auto used = processor_seconds();
    waiting->says(upgrade_request());
    CHECK_THROWS(waiting->hears());
    CHECK(processor_seconds() - used < 0.2);
    connected.says(text_frame(R"({"type":"ping"})"));
    CHECK(connected.hears_text() == R"({"type":"pong"})");
  }
  timeval long_enough{patience.count(), 0};
  ::setsockopt(waiting->descriptor(), SOL_SOCKET, SO_RCVTIMEO, &long_enough, sizeof long_enough);
  CHECK(waiting->hears_until("\r\n\r\n").rfind("HTTP/1.1 101 ", 0) == 0);
}

TEST_CASE("a peer that is gone while it is written to raises no SIGPIPE") {
  REQUIRE(std::signal(SIGPIPE, SIG_DFL) != SIG_ERR);
  served server;
  for (int i = 0; i < 50; ++i) {
    peer p(server.port());
    p.greets();
    p.says(text_frame(R"({"id":"1","type":"subscribe","payload":{"query":"stream"}})"));
    p.hears_text();
    p.vanishes();
  }
  CHECK(server.comes_to("sockets", 0));
}
