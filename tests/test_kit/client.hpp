/// The peer of a connection in a world: it says and hears real text.
#pragma once

#include "proto/close_code.hpp"
#include "tests/test_kit/fake_wire.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::test_kit {

class world;

/// Cheap to copy; it may outlive its connection. What it hears settles the world first.
class client {
public:
  client(world& owner, std::shared_ptr<fake_wire> wire) : world_(&owner), wire_(std::move(wire)) {}

  /// The server has answered the upgrade.
  void accepted();
  /// A text message arrives at the server. Nothing runs yet.
  void says(std::string_view text);
  void says_binary();
  void breaks(const proto::close_reason& violation);
  /// Closes the WebSocket from its side.
  void closes(const proto::close_reason& reason);
  /// Is gone without a word.
  void vanishes();
  /// Stops reading, reads on.
  void stalls();
  void reads_on();
  /// Does not answer a close frame.
  void ignores_close();

  /// The next message that the server sent, or nothing.
  std::optional<std::string> hears();
  std::vector<std::string> hears_all();
  /// The close frame that the server sent, if it did.
  std::optional<proto::close_reason> sees_close();
  std::uint16_t sees_close_code();

  fake_wire& wire() { return *wire_; }

private:
  world* world_;
  std::shared_ptr<fake_wire> wire_;
};

} // namespace mitos::test_kit
