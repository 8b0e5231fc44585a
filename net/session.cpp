#include "net/session.hpp"

#include "net/io_thread.hpp"

namespace mitos::net {

void session::failed() noexcept {
  thread_.report("a socket is ended by a fault of ours");
  on_stop();
}

void session::on_readable() noexcept {
  guarded([this] { readable(); });
}

void session::on_writable() noexcept {
  guarded([this] { writable(); });
}

void session::alarm_due(std::uint8_t kind) {
  guarded([this, kind] { rang(kind); });
}

void session::on_turn_end() noexcept {
  guarded([this] { turn_ended(); });
}

void session::on_later() noexcept {
  guarded([this] { go_on(); });
}

void session::on_shed() noexcept {
  guarded([this] { shed(); });
}

void session::on_stop() noexcept {
  auto self = shared_from_this();
  try {
    if (!has_left())
      end();
  } catch (...) {
    thread_.report("a socket could not be ended properly");
    thread_.leave(*this);
  }
}

} // namespace mitos::net
