#include "net/lingering_close.hpp"

#include "net/io_thread.hpp"

namespace mitos::net {

void lingering_close::begin(io_thread& thread, std::unique_ptr<stream> socket, std::string last_bytes) {
  auto self = std::make_shared<lingering_close>(thread, std::move(socket), std::move(last_bytes));
  thread.enter(self);
  self->guarded([&] { self->start(); });
}

lingering_close::lingering_close(io_thread& thread, std::unique_ptr<stream> socket, std::string last_bytes)
    : session(thread),
      socket_(std::move(socket)),
      bytes_(std::move(last_bytes)) {}

void lingering_close::start() {
  thread().set(patience_, thread().options().wire.linger);
  write();
}

void lingering_close::write() {
  while (written_ < bytes_.size() || socket_->has_unsent()) {
    auto sent = socket_->write_some(std::string_view(bytes_).substr(written_));
    written_ += sent.bytes;
    if (sent.ended)
      return end();
    if (sent.blocked)
      return socket_->wait_writable(shared_from_this());
  }
  socket_->shut_down();
  socket_->wait_readable(shared_from_this());
}

void lingering_close::readable() {
  auto got = socket_->read_some(thread().read_buffer());
  drained_ += got.bytes;
  if (got.ended || drained_ > thread().options().wire.linger_bytes)
    return end();
  socket_->wait_readable(shared_from_this());
}

void lingering_close::end() {
  thread().put_off(patience_);
  socket_->close();
  thread().leave(*this);
}

} // namespace mitos::net
