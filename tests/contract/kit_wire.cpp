#include "tests/catch.hpp"
#include "tests/contract/note_taker.hpp"
#include "tests/contract/wire_fixture.hpp"
#include "tests/test_kit/fake_wire.hpp"
#include "tests/test_kit/world.hpp"

#include <caf/send.hpp>
#include <stdexcept>

namespace mitos::tests {

namespace {

/// The test kit's wire, on virtual time.
class kit_wire final : public wire_fixture {
public:
  kit_wire() {
    auto wire = std::make_shared<test_kit::fake_wire>([this] { return world_.now(); });
    listener_ = world_.system().spawn<note_taker>(wire, notes_);
    wire->attach(listener_);
    world_.watch(wire);
    wire->tell(actors::accepted{});
    world_.settle();
    peer_ = std::move(wire);
  }
  ~kit_wire() override {
    caf::anon_send_exit(listener_, caf::exit_reason::user_shutdown);
    world_.settle();
  }

  void order(order_function f) override {
    caf::anon_send(listener_, do_it{std::move(f), std::make_shared<std::promise<void>>()});
    world_.settle();
  }
  void on_text(order_function f) override { notes_->on_text = std::move(f); }

  std::vector<wire_event> hears(std::size_t kind) override {
    for (int patience = 0; patience < 1000; ++patience) {
      for (auto& event : notes_->heard)
        if (event.index() == kind)
          return notes_->heard;
      world_.advance(std::chrono::milliseconds(1));
    }
    throw std::runtime_error("the wire did not tell event " + std::to_string(kind));
  }

  void peer_says(std::string_view text) override { tell(actors::text_received{std::string(text)}); }
  void peer_says_binary() override { tell(actors::binary_received{}); }
  void peer_closes(const proto::close_reason& reason) override {
    peer_->peer_closes(reason);
    world_.settle();
  }
  void peer_breaks_a_rule() override {
    peer_->peer_breaks(proto::close_code::protocol_error);
    world_.settle();
  }
  void peer_vanishes() override { peer_closes(proto::close_code::abnormal); }
  void peer_stalls() override { peer_->peer_stalls(); }
  void peer_reads_on() override { peer_->peer_reads_on(); }

  std::vector<std::string> peer_hears(std::string_view last) override {
    world_.settle();
    std::vector<std::string> texts;
    while (texts.empty() || texts.back() != last) {
      if (peer_->heard.empty())
        throw std::runtime_error("the peer did not hear " + std::string(last));
      texts.push_back(std::move(peer_->heard.front()));
      peer_->heard.pop_front();
    }
    return texts;
  }
  proto::close_reason peer_hears_close() override {
    world_.settle();
    return peer_->close_frame.value_or(proto::close_reason(proto::close_code::abnormal));
  }
  bool is_gone() override {
    world_.settle();
    return peer_.use_count() == 1 && peer_->timers() == 0;
  }

private:
  template <class Event>
  void tell(Event event) {
    peer_->tell(std::move(event));
    world_.settle();
  }

  test_kit::world world_;
  std::shared_ptr<notes> notes_ = std::make_shared<notes>();
  std::shared_ptr<test_kit::fake_wire> peer_;
  caf::actor listener_;
};

} // namespace

} // namespace mitos::tests

TEST_CASE("the transport contract holds on the test kit's wire") {
  mitos::tests::keeps_the_contract([] { return std::make_unique<mitos::tests::kit_wire>(); });
}
