/// One connection, with the least that its wire allows: no buffer while it is idle, and one write per turn.
#pragma once

#include "tests/bench/ceiling/messages.hpp"
#include "tests/bench/ceiling/socket.hpp"

#include <array>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace mitos::bench::ceiling {

class session;

/// What the connections of the one thread share.
struct shared {
  std::array<char, 256UL * 1024> buffer{};
  std::vector<std::shared_ptr<session>> writing; ///< have something to write when the turn ends
  std::unordered_map<std::string, std::unordered_map<session*, std::string>>
      topics; ///< with the id of each subscription
  unsigned long published = 0;

  void end_turn();
};

class session : public std::enable_shared_from_this<session> {
public:
  session(tcp_socket wire, shared& all) : wire_(std::move(wire)), all_(all) {}

  void start() { wait(); }
  void write();

private:
  void wait();
  void readable();
  /// Deals with the whole frames among the bytes and keeps the rest.
  void hear(char* bytes, std::size_t size);
  void hear(const heard& said);
  void listen(const heard& said);
  void publish(const heard& said);
  void leave();

  /// What is appended goes out when the turn ends.
  std::string& out();
  /// The next messages of the stream, some at a time.
  void stream();
  void write_rest();

  tcp_socket wire_;
  shared& all_;
  std::string rest_, out_, writing_;
  std::map<std::string, std::string> topics_; ///< by id
  std::string streamed_;                      ///< id
  long left_ = -1;                            ///< the number that the stream has next
  bool in_turn_ = false;
  bool busy_ = false;
  bool gone_ = false;
};

} // namespace mitos::bench::ceiling
