#include "net/tls_files.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>

#include <fstream>

namespace mitos::net {

namespace {

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

void fail_tls(const std::string& what) {
  std::string why;
  if (const char* reason = ERR_reason_error_string(ERR_peek_last_error()))
    why = std::string(" (") + reason + ")";
  ERR_clear_error();
  throw tls_error(what + why);
}

void expect_readable(const std::string& file, const std::string& role) {
  if (!std::ifstream(file))
    throw tls_error("the " + role + " " + file + " cannot be read");
}

void use_files(ssl_ctx_st& context, const tls_files& files, const std::string& whose) {
  expect_readable(files.certificate, whose + " certificate");
  expect_readable(files.key, whose + " key");
  const auto certificate = whose + " certificate " + files.certificate;
  const auto key = whose + " key " + files.key;
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(&context, files.certificate.c_str()) != 1)
    fail_tls("the " + certificate + " is no PEM certificate chain");
  SSL_CTX_set_default_passwd_cb(&context, no_pass_phrase);
  if (SSL_CTX_use_PrivateKey_file(&context, files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    if (ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH)
      fail_tls("the " + key + " is not that of the certificate " + files.certificate);
    if (is_encrypted(files.key))
      fail_tls("the " + key + " is encrypted: give one without a pass phrase");
    fail_tls("the " + key + " is no PEM private key");
  }
  if (SSL_CTX_check_private_key(&context) != 1)
    fail_tls("the " + key + " is not that of the certificate " + files.certificate);
}

} // namespace mitos::net
