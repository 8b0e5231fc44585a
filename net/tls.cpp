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

/// Nobody may be there to be asked.
int no_pass_phrase(char*, int, int, void*) { return -1; }

bool is_encrypted(const std::string& key) {
  std::ifstream file(key);
  for (std::string line; std::getline(file, line);)
    if (line.find("ENCRYPTED") != std::string::npos)
      return true;
  return false;
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
  SSL_CTX_set_default_passwd_cb(context.get(), no_pass_phrase);
  if (SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    if (ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH)
      fail("the TLS key " + files.key + " is not that of the certificate " + files.certificate);
    if (is_encrypted(files.key))
      fail("the TLS key " + files.key + " is encrypted: give one without a pass phrase");
    fail("the TLS key " + files.key + " is no PEM private key");
  }
  if (SSL_CTX_check_private_key(context.get()) != 1)
    fail("the TLS key " + files.key + " is not that of the certificate " + files.certificate);
  return context;
}

} // namespace mitos::net
