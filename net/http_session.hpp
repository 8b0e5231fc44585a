/// One HTTP request on its socket, until it is answered or has become a WebSocket.
#pragma once

#include "net/request_head.hpp"
#include "net/session.hpp"
#include "net/slots.hpp"
#include "net/upgrade.hpp"

#include <atomic>
#include <memory>
#include <string>

namespace mitos::net {

/// What the sessions of a server share.
struct service {
  explicit service(const server_options& options)
      : rules{options.path, options.allowed_origins, options.allow_any_localhost_origin, {}},
        places(options.max_connections, options.overload.connections_per_address) {}

  upgrade_rules rules;
  slots places;
  std::atomic<bool> ready = false;
};

/// Who has connected.
struct guest {
  std::uint64_t number = 0;
  std::string peer; ///< address and port
  bool secure = false;
  slot place;
};

/// Reads the head within an absolute time and a size, TLS handshake included; nothing else is read.
class http_session final : public session {
public:
  static void begin(io_thread& thread, const service& of, std::unique_ptr<stream> socket, guest who);

  http_session(io_thread& thread, const service& of, std::unique_ptr<stream> socket, guest who);

private:
  enum alarm_kind : std::uint8_t { too_late, tls_too_late };

  void start();
  void readable() override;
  void writable() override {}
  void rang(std::uint8_t) override { end(); }
  void end() override;

  void read(std::span<char> bytes);
  void serve(std::string_view head, std::span<char> early);
  service_state state() const;
  void answer(const http_answer& with);
  void open(upgrade wanted, std::span<char> early);
  void leave();

  const service& service_;
  std::unique_ptr<stream> socket_;
  guest guest_;
  head_scanner scanner_;
  std::string head_; ///< as long as it is not whole
  alarm deadline_{*this, too_late};
  alarm tls_deadline_{*this, tls_too_late};
};

} // namespace mitos::net
