/// What the transport contract needs of a wire: somebody who listens to it, and a peer at its other end.
#pragma once

#include "actors/events.hpp"
#include "actors/transport.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mitos::tests {

using wire_event = std::variant<actors::accepted, actors::text_received, actors::binary_received,
                                actors::wire_drained, actors::wire_stalled, actors::wire_violated,
                                actors::wire_closed, actors::init_timed_out, actors::keep_alive_due>;

/// An accepted wire with an actor that keeps what it hears, and lets go of the wire when it hears
/// wire_closed. Every call below returns when what it asks for has happened, or fails the test.
class wire_fixture {
public:
  virtual ~wire_fixture() = default;

  /// Calls `f` with the wire, on the wire's thread, from within its actor; nothing happens if it is closed.
  virtual void order(std::function<void(actors::transport&)> f) = 0;
  /// Whatever the actor does when it hears a text, in the same call.
  virtual void on_text(std::function<void(actors::transport&)> f) = 0;
  /// Waits until the actor has heard an event like this one; everything that it heard, in order.
  virtual std::vector<wire_event> hears(std::size_t kind) = 0;

  template <class Event>
  std::vector<wire_event> hears() {
    return hears(wire_event(Event{}).index());
  }

  virtual void peer_says(std::string_view text) = 0;
  virtual void peer_says_binary() = 0;
  virtual void peer_closes(const proto::close_reason& reason) = 0;
  virtual void peer_breaks_a_rule() = 0;
  virtual void peer_vanishes() = 0;
  virtual void peer_stalls() = 0;
  virtual void peer_reads_on() = 0;
  /// The texts that came since the last call, up to the one that is `last`.
  virtual std::vector<std::string> peer_hears(std::string_view last) = 0;
  /// The close frame; 1006 when the wire ended without one. Texts before it are dropped.
  virtual proto::close_reason peer_hears_close() = 0;
  /// Whether nothing is left of the wire.
  virtual bool is_gone() = 0;
};

using wire_maker = std::function<std::unique_ptr<wire_fixture>()>;

/// The promises of actors::transport; to be called from within a test case.
void keeps_the_contract(const wire_maker& make);

} // namespace mitos::tests
