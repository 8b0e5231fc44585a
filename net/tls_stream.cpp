#include "net/tls_stream.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <new>

namespace mitos::net {

namespace {

/// A TLS record's worth.
constexpr std::size_t piece = std::size_t{16} * 1024;

} // namespace

void tls_stream::freed::operator()(ssl_st* tls) const { SSL_free(tls); }

tls_stream::tls_stream(const tls_context& context, std::unique_ptr<stream> below)
    : below_(std::move(below)),
      tls_(SSL_new(context.get())),
      received_(BIO_new(BIO_s_mem())),
      to_send_(BIO_new(BIO_s_mem())) {
  if (!tls_ || !received_ || !to_send_) {
    BIO_free(received_);
    BIO_free(to_send_);
    throw std::bad_alloc();
  }
  SSL_set_bio(tls_.get(), received_, to_send_);
  SSL_set_accept_state(tls_.get());
}

transfer tls_stream::flush() {
  while (true) {
    char* bytes = nullptr;
    auto size = BIO_get_mem_data(to_send_, &bytes);
    if (size <= 0)
      return {};
    auto sent = below_->write_some({bytes, static_cast<std::size_t>(size)});
    if (sent.bytes > 0) {
      std::array<char, piece> left_behind; // memory BIOs forget only what is read
      for (auto left = sent.bytes; left > 0;)
        left -= static_cast<std::size_t>(
            BIO_read(to_send_, left_behind.data(), static_cast<int>(std::min(left, piece))));
    }
    if (sent.blocked || sent.ended)
      return sent;
  }
}

transfer tls_stream::feed() {
  std::array<char, piece> bytes;
  auto got = below_->read_some(bytes);
  if (got.bytes > 0)
    BIO_write(received_, bytes.data(), static_cast<int>(got.bytes));
  return got;
}

transfer tls_stream::read_some(std::span<char> into) {
  while (true) {
    ERR_clear_error();
    auto n = SSL_read(tls_.get(), into.data(), static_cast<int>(std::min<std::size_t>(into.size(), 1 << 30)));
    auto problem = n > 0 ? SSL_ERROR_NONE : SSL_get_error(tls_.get(), n);
    auto sent = flush(); // a handshake's answer, an alert
    if (n > 0)
      return {static_cast<std::size_t>(n), false, false};
    if (problem != SSL_ERROR_WANT_READ || sent.ended)
      return {0, false, true};
    auto got = feed();
    if (got.bytes == 0)
      return got;
  }
}

transfer tls_stream::write_some(std::string_view bytes) {
  auto sent = flush();
  if (sent.blocked || sent.ended || bytes.empty())
    return {0, sent.blocked, sent.ended};
  ERR_clear_error();
  auto n = SSL_write(tls_.get(), bytes.data(), static_cast<int>(std::min(bytes.size(), piece)));
  if (n <= 0)
    return {0, false, true};
  sent = flush();
  return {static_cast<std::size_t>(n), sent.blocked, sent.ended};
}

bool tls_stream::has_unsent() const { return BIO_ctrl_pending(to_send_) > 0; }

bool tls_stream::established() const { return SSL_is_init_finished(tls_.get()) == 1; }

void tls_stream::wait_readable(std::shared_ptr<stream_user> user) {
  if (SSL_pending(tls_.get()) > 0 || BIO_ctrl_pending(received_) > 0)
    below_->call_soon(std::move(user));
  else
    below_->wait_readable(std::move(user));
}

void tls_stream::shut_down() {
  if (established())
    SSL_shutdown(tls_.get());
  flush();
  below_->shut_down();
}

} // namespace mitos::net
