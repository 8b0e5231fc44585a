/// The peer of a connection in a world: it says and hears real text.
#pragma once

#include "proto/close_code.hpp"
#include "tests/test_kit/failure.hpp"
#include "tests/test_kit/fake_wire.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::test_kit {

class world;

/// Cheap to copy; it may outlive its connection. What it says arrives, and nothing runs yet. What it hears or
/// sees settles the world first. What it expects and does not get throws `failure` that says what came
/// instead, and what before.
class client {
public:
  /// Made by `world::knock`, `connect` and `greet`.
  client(world& owner, std::shared_ptr<fake_wire> wire) : world_(&owner), wire_(std::move(wire)) {}

  /// The server has answered the upgrade.
  void accepted();
  /// A text message arrives at the server.
  void says(std::string_view text);
  /// connection_init; `payload` is the JSON of an object, or nothing.
  void inits(std::string_view payload = {});
  /// Asks for an operation, in the words of its dialect; `variables` is the JSON of an object, or nothing.
  void subscribes(std::string_view id, std::string_view query, std::string_view variables = {});
  /// Wants no more of an operation, in the words of its dialect.
  void completes(std::string_view id);
  /// A binary message arrives, which no client of GraphQL sends.
  void says_binary();
  /// Breaks RFC 6455 or a limit of the wire, which is to be closed with this.
  void breaks(const proto::close_reason& violation);
  /// Closes the WebSocket from its side.
  void closes(const proto::close_reason& reason);
  /// Is gone without a word.
  void vanishes();
  /// Stops reading: what is sent waits at the server. That it has waited for too long, the test says with
  /// `actors::wire_stalled`.
  void stalls();
  /// Reads what waits, and what comes.
  void reads_on();
  /// Does not answer a close frame.
  void ignores_close();

  /// The next message that the server sent, or nothing.
  std::optional<std::string> hears();
  /// Expects that the next message is this JSON: order of members and white space are free.
  void hears(std::string_view json, place at = place::here());
  /// The same of a client that reacts at once: the world goes on only until a message has come.
  void hears_at_once(std::string_view json, place at = place::here());
  /// Expects that the server sent no more than what was heard.
  void hears_nothing(place at = place::here());
  /// All that the server sent and was not heard yet, in order.
  std::vector<std::string> hears_all();
  /// The close frame that the server sent, if it did.
  std::optional<proto::close_reason> sees_close();
  /// Expects a close frame with this code, and with this text if there is one. Messages before it may be
  /// unheard.
  void sees_close(std::uint16_t code, std::optional<std::string_view> text = std::nullopt,
                  place at = place::here());
  /// Its code, 0 without one.
  std::uint16_t sees_close_code();

  /// What it is connected by: its counters, and the connection's handle.
  fake_wire& wire() { return *wire_; }

private:
  void act(std::string_view what);
  std::optional<std::string> take_next();
  void expect_next(std::string_view json, const place& at);
  [[noreturn]] void fail(const place& at, const std::string& expected, const std::string& came) const;

  world* world_;
  std::shared_ptr<fake_wire> wire_;
};

} // namespace mitos::test_kit
