#include "net/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>

#include <fstream>

namespace mitos::net {

namespace {

[[noreturn]] void fail(const std::string& what) {
  std::string why;
  if (const char* reason = ERR_reason_error_string(ERR_peek_last_error()))
    why = std::string(" (") + reason + ")";
  ERR_clear_error();
  throw tls_error(what + why);
}

void expect_readable(const std::string& file, const std::string& role) {
  if (!std::ifstream(file))
    throw tls_error("the TLS " + role + " " + file + " cannot be read");
}

} // namespace

tls_context load_tls(const tls_files& files) {
  expect_readable(files.certificate, "certificate");
  expect_readable(files.key, "key");
  ERR_clear_error();
  tls_context context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1)
    fail("TLS cannot be set up");
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1)
    fail("the TLS certificate " + files.certificate + " is no PEM certificate chain");
  if (SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    if (ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH)
      fail("the TLS key " + files.key + " is not that of the certificate " + files.certificate);
    fail("the TLS key " + files.key + " is no PEM private key");
  }
  return context;
}

} // namespace mitos::net
