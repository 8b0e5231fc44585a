#include "tests/catch.hpp"
#include "tests/contract/loopback_wire.hpp"

#include <algorithm>
#include <atomic>
#include <new>

using namespace mitos;
using namespace mitos::tests;

namespace {

enum class fault { end, bad_alloc };

/// What one round of the loop shares with its stream.
struct plan {
  int fails_at = 0; ///< which operation, from 1
  fault how = fault::end;
  std::atomic<int> operations = 0;
};

class failing_stream final : public net::stream {
public:
  failing_stream(std::unique_ptr<net::stream> below, plan& of) : below_(std::move(below)), plan_(of) {}

  net::transfer read_some(std::span<char> into) override {
    return is_time() ? fail() : below_->read_some(into);
  }
  net::transfer write_some(std::string_view bytes) override {
    return is_time() ? fail() : below_->write_some(bytes);
  }
  void wait_readable(std::shared_ptr<net::stream_user> user) override {
    if (is_time())
      broken_ = true;
    if (broken_ && plan_.how == fault::bad_alloc)
      throw std::bad_alloc();
    broken_ ? below_->call_soon(std::move(user)) : below_->wait_readable(std::move(user));
  }
  void wait_writable(std::shared_ptr<net::stream_user> user) override {
    below_->wait_writable(std::move(user));
  }
  void call_soon(std::shared_ptr<net::stream_user> user) override { below_->call_soon(std::move(user)); }
  void shut_down() override { below_->shut_down(); }
  void close() noexcept override { below_->close(); }

private:
  bool is_time() { return broken_ || ++plan_.operations == plan_.fails_at; }

  net::transfer fail() {
    broken_ = true;
    if (plan_.how == fault::bad_alloc)
      throw std::bad_alloc();
    return {0, false, true};
  }

  std::unique_ptr<net::stream> below_;
  plan& plan_;
  bool broken_ = false;
};

/// A conversation with reading, writing and a close; whatever fails in it.
void converse(wire_fixture& wire) {
  for (int i = 0; i < 3; ++i) {
    wire.peer_says("question");
    wire.order([](auto& w) { w.send("answer"); });
  }
  wire.peer_closes(proto::close_code::normal);
}

/// Whether the operation was reached at all.
bool round(plan& of) {
  auto wire = make_loopback_wire(
      [&](auto socket) { return std::make_unique<failing_stream>(std::move(socket), of); });
  converse(*wire);
  auto heard = wire->hears<actors::wire_closed>();
  CHECK(std::count_if(heard.begin(), heard.end(),
                      [](auto& event) { return std::holds_alternative<actors::wire_closed>(event); }) == 1);
  CHECK(wire->is_gone());
  return of.operations >= of.fails_at;
}

} // namespace

TEST_CASE("whichever operation of a socket fails, its actor hears one wire_closed and nothing is left") {
  auto how = GENERATE(fault::end, fault::bad_alloc);
  int n = 1;
  for (bool reached = true; reached; ++n) {
    plan one;
    one.fails_at = n;
    one.how = how;
    reached = round(one);
  }
  CHECK(n > 8);
}
