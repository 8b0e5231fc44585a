/// The end of a socket: last bytes out, then patience, so that no reset eats them.
#pragma once

#include "net/session.hpp"

#include <memory>
#include <string>

namespace mitos::net {

/// Writes what is left, says that nothing follows, and reads for a while what the peer still sends: a
/// socket closed with unread bytes makes the kernel throw away what the peer has not read yet.
class lingering_close final : public session {
public:
  static void begin(io_thread& thread, std::unique_ptr<stream> socket, std::string last_bytes);

  lingering_close(io_thread& thread, std::unique_ptr<stream> socket, std::string last_bytes);

private:
  void start();
  void write();
  void readable() override;
  void writable() override { write(); }
  void rang(std::uint8_t) override { end(); }
  void end() override;

  std::unique_ptr<stream> socket_;
  std::string bytes_;
  std::size_t written_ = 0;
  std::size_t drained_ = 0;
  alarm patience_{*this, 0};
};

} // namespace mitos::net
