/// One client: connects, upgrades, initialises, then hears for a scenario.
#pragma once

#include "tests/bench/load/incoming.hpp"
#include "tests/bench/load/outgoing.hpp"
#include "tests/bench/load/wire.hpp"

#include <memory>
#include <string>

namespace mitos::bench {

class client;

/// What a scenario makes of what its clients hear.
class scenario {
public:
  virtual ~scenario() = default;
  /// The connection is acknowledged.
  virtual void ready(client&) {}
  virtual void heard(client& who, const message& what) = 0;
};

class client {
public:
  explicit client(std::size_t index) : index_(index) {}

  /// For scenarios that keep something of each client.
  std::size_t index() const { return index_; }
  bool is_open() const { return wire_ != nullptr; }
  bool is_ready() const { return hears_ == &client::ready; }
  int descriptor() const { return wire_->descriptor(); }

  void connect(const target& server, std::uint32_t number);
  void leave();

  /// Goes out when what is being heard is dealt with, or with `flush`. It is little: a socket takes it at
  /// once, TLS after its handshake.
  void say(const outgoing& what, std::uint32_t number = 0) { what.append_to(out_, number); }
  void flush();
  /// Reads through `buffer`, what is not whole yet excepted, and tells `listener`.
  void readable(std::span<char> buffer, scenario& listener);

private:
  // What the next bytes are to it; gives back those that it could not use yet.
  std::string_view upgrading(std::string_view bytes, scenario& listener);
  std::string_view awaiting_ack(std::string_view bytes, scenario& listener);
  std::string_view ready(std::string_view bytes, scenario& listener);

  /// The next message, pings and pongs of the WebSocket dealt with; nothing when there is no whole one.
  std::optional<message> next_message(std::string_view& bytes);

  std::string_view (client::*hears_)(std::string_view, scenario&) = &client::upgrading;
  std::size_t index_;
  std::unique_ptr<wire> wire_;
  std::string out_, rest_;
};

} // namespace mitos::bench
