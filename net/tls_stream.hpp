/// A stream through TLS: OpenSSL as a filter between the session and another stream.
#pragma once

#include "net/stream.hpp"
#include "net/tls.hpp"

#include <memory>
#include <string>

struct ssl_st;
struct bio_st;

namespace mitos::net {

/// OpenSSL sees no socket, only memory: what it wants to send goes out through `below`, which raises no
/// signal and never blocks. The handshake happens while the session reads.
class tls_stream final : public stream {
public:
  /// The side that was dialled.
  tls_stream(const tls_context& context, std::unique_ptr<stream> below);
  /// The side that dials: where the other shows a certificate, it must name `host`. Its first read begins the
  /// handshake.
  tls_stream(const tls_context& context, std::unique_ptr<stream> below, const std::string& host);

  transfer read_some(std::span<char> into) override;
  transfer write_some(std::string_view bytes) override;
  bool has_unsent() const override;
  bool established() const override;
  std::string fault() const override;
  /// Whether the other side's certificate names the host; true of one that has shown none.
  bool names(const std::string& host) const;
  void wait_readable(std::shared_ptr<stream_user> user) override;
  void wait_writable(std::shared_ptr<stream_user> user) override { below_->wait_writable(std::move(user)); }
  void call_soon(std::shared_ptr<stream_user> user) override { below_->call_soon(std::move(user)); }
  void shut_down() override;
  transfer discard_some(std::span<char> scratch) override;
  void close() noexcept override { below_->close(); }
  void abort() noexcept override { below_->abort(); }

private:
  struct freed {
    void operator()(ssl_st* tls) const;
  };

  /// Sends what OpenSSL has produced.
  transfer flush();
  /// Gives OpenSSL what has come.
  transfer feed();

  std::unique_ptr<stream> below_;
  std::unique_ptr<ssl_st, freed> tls_;
  bio_st* received_; ///< owned by tls_, as is the other
  bio_st* to_send_;
  unsigned long fault_ = 0; ///< OpenSSL's, of what failed first
  bool discarding_ = false;
};

} // namespace mitos::net
