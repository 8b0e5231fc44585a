#include "net/tls_stream.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <new>

namespace mitos::net {

namespace {

/// A TLS record's worth.
constexpr std::size_t piece = std::size_t{16} * 1024;

bool is_numeric(const std::string& host) {
  const std::unique_ptr<ASN1_OCTET_STRING, void (*)(ASN1_OCTET_STRING*)> read(a2i_IPADDRESS(host.c_str()),
                                                                              ASN1_OCTET_STRING_free);
  return read != nullptr;
}

/// Whoever it dialled is whom it talks to.
bool expect_host(SSL& tls, const std::string& host) {
  if (is_numeric(host))
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(&tls), host.c_str()) == 1;
  return X509_VERIFY_PARAM_set1_host(SSL_get0_param(&tls), host.data(), host.size()) == 1 &&
         SSL_set_tlsext_host_name(&tls, host.c_str()) == 1;
}

std::string in_words(long verdict) {
  switch (verdict) {
  case X509_V_ERR_CERT_HAS_EXPIRED: return "its certificate has expired";
  case X509_V_ERR_HOSTNAME_MISMATCH:
  case X509_V_ERR_IP_ADDRESS_MISMATCH: return "its certificate does not name the host that was dialled";
  case X509_V_ERR_APPLICATION_VERIFICATION: return "it has a certificate, and does not know the secret";
  default: return std::string("its certificate is refused: ") + X509_verify_cert_error_string(verdict);
  }
}

std::string in_words(unsigned long fault) {
  const int reason = ERR_GET_REASON(fault);
  if (reason > SSL_AD_REASON_OFFSET)
    return std::string("it refuses this side: ") + SSL_alert_desc_string_long(reason - SSL_AD_REASON_OFFSET);
  switch (reason) {
  case SSL_R_WRONG_VERSION_NUMBER:
  case SSL_R_BAD_RECORD_TYPE:
  case SSL_R_PACKET_LENGTH_TOO_LONG:
  case SSL_R_HTTP_REQUEST: return "it does not speak TLS";
  case SSL_R_UNSUPPORTED_PROTOCOL: return "it speaks an older TLS";
  default: break;
  }
  const char* text = ERR_reason_error_string(fault);
  return text != nullptr ? text : "TLS failed";
}

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

tls_stream::tls_stream(const tls_context& context, std::unique_ptr<stream> below, const std::string& host)
    : tls_stream(context, std::move(below)) {
  SSL_set_connect_state(tls_.get());
  if (!expect_host(*tls_, host))
    throw std::bad_alloc();
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
    if (fault_ == 0 && problem == SSL_ERROR_SSL)
      fault_ = ERR_peek_error();
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
  if (n <= 0 && fault_ == 0)
    fault_ = ERR_peek_error();
  if (n <= 0)
    return {0, false, true};
  sent = flush();
  return {static_cast<std::size_t>(n), sent.blocked, sent.ended};
}

bool tls_stream::has_unsent() const { return BIO_ctrl_pending(to_send_) > 0; }

bool tls_stream::established() const { return SSL_is_init_finished(tls_.get()) == 1; }

std::string tls_stream::fault() const {
  if (ERR_GET_REASON(fault_) == SSL_R_CERTIFICATE_VERIFY_FAILED)
    return in_words(SSL_get_verify_result(tls_.get()));
  if (fault_ != 0)
    return in_words(fault_);
  return below_->fault();
}

bool tls_stream::names(const std::string& host) const {
  auto* shown = SSL_get0_peer_certificate(tls_.get());
  if (shown == nullptr)
    return true;
  if (host.find('\0') != std::string::npos)
    return false;
  if (is_numeric(host))
    return X509_check_ip_asc(shown, host.c_str(), 0) == 1;
  return X509_check_host(shown, host.data(), host.size(), 0, nullptr) == 1;
}

transfer tls_stream::discard_some(std::span<char> scratch) {
  discarding_ = true;
  return below_->read_some(scratch);
}

void tls_stream::wait_readable(std::shared_ptr<stream_user> user) {
  if (!discarding_ && (SSL_pending(tls_.get()) > 0 || BIO_ctrl_pending(received_) > 0))
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
