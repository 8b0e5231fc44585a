/// Many clients of one server on one thread.
#pragma once

#include "tests/bench/load/client.hpp"

#include <chrono>
#include <deque>
#include <vector>

namespace mitos::bench {

using clock = std::chrono::steady_clock;
using seconds = std::chrono::duration<double>;

class crowd {
public:
  /// `listener` hears all of them; nothing lasts beyond `patience`.
  crowd(const target& server, scenario& listener, seconds patience);
  ~crowd();
  crowd(const crowd&) = delete;
  crowd& operator=(const crowd&) = delete;

  /// Those that were opened, those that have left included.
  std::deque<client>& clients() { return clients_; }
  std::size_t open() const { return open_; }

  client& enter();
  void leaves(client& who);
  /// That many more, up to the ack, with a bounded number under way.
  void enter(std::size_t count);

  /// Hears what there is; waits for it until then.
  void turn(clock::time_point until);
  /// Takes turns until `done()`; throws when patience ends first.
  template <class Condition>
  void until(Condition done) {
    while (!done())
      turn_or_give_up();
  }
  /// Takes turns for so long, or until `done()`; whether it was.
  template <class Condition>
  bool within(seconds time, Condition done) {
    const auto end = clock::now() + std::chrono::duration_cast<clock::duration>(time);
    while (!done()) {
      if (clock::now() >= end)
        return false;
      turn(end);
    }
    return true;
  }
  void pass(seconds time) {
    within(time, [] { return false; });
  }

private:
  void turn_or_give_up();

  const target& server_;
  scenario& listener_;
  clock::time_point end_;
  int epoll_;
  std::vector<char> buffer_;
  std::deque<client> clients_;
  std::vector<client*> left_; ///< may enter again
  std::size_t open_ = 0;
  std::uint32_t entered_ = 0;
};

} // namespace mitos::bench
