/// A stream that is a TCP socket.
#pragma once

#include "net/asio.hpp"
#include "net/stream.hpp"

namespace mitos::net {

class socket_stream final : public stream {
public:
  explicit socket_stream(tcp_socket socket);

  transfer read_some(std::span<char> into) override;
  transfer write_some(std::string_view bytes) override;
  std::string fault() const override;
  void wait_readable(std::shared_ptr<stream_user> user) override;
  void wait_writable(std::shared_ptr<stream_user> user) override;
  void call_soon(std::shared_ptr<stream_user> user) override;
  void shut_down() override;
  void close() noexcept override;
  void abort() noexcept override;

private:
  transfer failed();

  tcp_socket socket_;
  int fault_ = 0; ///< errno of the call that failed
};

} // namespace mitos::net
