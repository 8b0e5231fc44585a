/// Who listens to a wire under contract: an actor that keeps what it hears and does what it is told.
#pragma once

#include "actors/pinned.hpp"
#include "tests/contract/wire_fixture.hpp"

#include <caf/all.hpp>

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <vector>

namespace mitos::tests {

using order_function = std::function<void(actors::transport&)>;

/// What the test's thread and the wire's thread both look at.
struct notes {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<wire_event> heard;
  order_function on_text;

  void note(wire_event event) {
    std::lock_guard lock(mutex);
    heard.push_back(std::move(event));
    changed.notify_all();
  }
};

struct do_it {
  order_function what;
  std::shared_ptr<std::promise<void>> done;
};

} // namespace mitos::tests

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::tests::do_it)

namespace mitos::tests {

class note_taker : public actors::pinned {
public:
  note_taker(caf::actor_config& config, std::shared_ptr<actors::transport> wire, std::shared_ptr<notes> to)
      : pinned(config),
        wire_(std::move(wire)),
        notes_(std::move(to)) {}

  caf::behavior make_behavior() override {
    return {
        [this](const actors::accepted& e) { notes_->note(e); },
        [this](const actors::text_received& e) { hear(e); },
        [this](const actors::binary_received& e) { notes_->note(e); },
        [this](const actors::wire_drained& e) { notes_->note(e); },
        [this](const actors::wire_stalled& e) { notes_->note(e); },
        [this](const actors::wire_violated& e) {
          notes_->note(e);
          wire_->close(e.reason);
        },
        [this](const actors::wire_closed& e) {
          wire_.reset();
          notes_->note(e);
        },
        [this](const actors::init_timed_out& e) { notes_->note(e); },
        [this](const actors::keep_alive_due& e) { notes_->note(e); },
        [this](const do_it& order) {
          if (wire_)
            order.what(*wire_);
          order.done->set_value();
        },
    };
  }

private:
  void hear(const actors::text_received& e) {
    order_function f;
    {
      std::lock_guard lock(notes_->mutex);
      f = notes_->on_text;
    }
    if (f)
      f(*wire_);
    notes_->note(e);
  }

  std::shared_ptr<actors::transport> wire_;
  std::shared_ptr<notes> notes_;
};

} // namespace mitos::tests
