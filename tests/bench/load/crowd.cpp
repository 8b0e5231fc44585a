#include "tests/bench/load/crowd.hpp"

#include <algorithm>
#include <array>
#include <sys/epoll.h>
#include <unistd.h>

namespace mitos::bench {

namespace {

constexpr std::size_t entering_at_once = 64;
constexpr std::size_t buffer_size = 1U << 18U;

} // namespace

crowd::crowd(const target& server, scenario& listener, seconds patience)
    : server_(server),
      listener_(listener),
      end_(clock::now() + std::chrono::duration_cast<clock::duration>(patience)),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      buffer_(buffer_size) {}

crowd::~crowd() { ::close(epoll_); }

client& crowd::enter() {
  if (left_.empty()) {
    left_.push_back(&clients_.emplace_back(clients_.size()));
  }
  auto& who = *left_.back();
  who.connect(server_, entered_);
  left_.pop_back();
  ++entered_;
  ++open_;
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = &who;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, who.descriptor(), &event);
  return who;
}

void crowd::leaves(client& who) {
  who.leave();
  left_.push_back(&who);
  --open_;
}

void crowd::enter(std::size_t count) {
  std::deque<client*> entering;
  const auto go_on = [&] {
    entering.erase(
        std::remove_if(entering.begin(), entering.end(), [](auto* who) { return who->is_ready(); }),
        entering.end());
    for (; count > 0 && entering.size() < entering_at_once; --count)
      entering.push_back(&enter());
    return entering.empty();
  };
  until(go_on);
}

void crowd::turn(clock::time_point until) {
  const auto left = std::chrono::nanoseconds(until - clock::now()).count();
  const auto wait = std::clamp<std::int64_t>(left, 0, 100'000'000);
  const timespec limit{0, static_cast<long>(wait)};
  std::array<epoll_event, 256> events{};
  const int count = ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &limit, nullptr);
  for (int i = 0; i < count; ++i) {
    auto& who = *static_cast<client*>(events[static_cast<std::size_t>(i)].data.ptr);
    if (who.is_open())
      who.readable(buffer_, listener_);
  }
}

void crowd::turn_or_give_up() {
  if (clock::now() > end_)
    throw failure("it takes too long");
  turn(end_);
}

} // namespace mitos::bench
