#include "net/cluster_tls.hpp"

#include "net/tls_files.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>

namespace mitos::net {

namespace {

constexpr std::string_view identity = "mitos cluster";
const auto* const identity_bytes = reinterpret_cast<const unsigned char*>(identity.data());
constexpr std::string_view label = "mitos cluster secret, version 1";
constexpr std::size_t shortest_secret = 16;
constexpr std::size_t longest_secret = std::size_t{64} * 1024;
constexpr std::array<unsigned char, 2> cipher = {0x13, 0x01};
constexpr const char* cipher_name = "TLS_AES_128_GCM_SHA256";

using key = std::array<unsigned char, 32>;

/// What memory has seen of a secret is wiped.
struct wiped {
  std::string bytes;
  explicit wiped(std::string of) : bytes(std::move(of)) {}
  wiped(const wiped&) = delete;
  wiped& operator=(const wiped&) = delete;
  ~wiped() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
};

std::string read_at_most(const std::string& file, std::size_t most) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes(most, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(most));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

std::string_view without_line_ends(std::string_view text) {
  while (text.ends_with('\n') || text.ends_with('\r'))
    text.remove_suffix(1);
  return text;
}

void derive(std::string_view secret, key& into) {
  const std::unique_ptr<EVP_KDF, void (*)(EVP_KDF*)> kind(EVP_KDF_fetch(nullptr, "HKDF", nullptr),
                                                          EVP_KDF_free);
  const std::unique_ptr<EVP_KDF_CTX, void (*)(EVP_KDF_CTX*)> kdf(EVP_KDF_CTX_new(kind.get()),
                                                                 EVP_KDF_CTX_free);
  std::string digest = "SHA256";
  std::string material(secret);
  const wiped info{std::string(label)};
  const std::array<OSSL_PARAM, 4> how = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, material.data(), material.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, const_cast<char*>(info.bytes.data()),
                                        info.bytes.size()),
      OSSL_PARAM_construct_end()};
  const bool derived = kdf && EVP_KDF_derive(kdf.get(), into.data(), into.size(), how.data()) == 1;
  OPENSSL_cleanse(material.data(), material.size());
  if (!derived)
    fail_tls("no key can be derived from the cluster secret");
}

/// Owned by the context.
int place_of_key() {
  auto release = [](void*, void* held, CRYPTO_EX_DATA*, int, long, void*) {
    auto* mine = static_cast<key*>(held);
    if (mine != nullptr)
      OPENSSL_cleanse(mine->data(), mine->size());
    delete mine;
  };
  static const int place = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, release);
  return place;
}

/// The secret as TLS 1.3 has it: a session that was never had.
SSL_SESSION* session_of(SSL* tls) {
  const auto* secret = static_cast<const key*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(tls), place_of_key()));
  auto* session = SSL_SESSION_new();
  if (session != nullptr && SSL_SESSION_set1_master_key(session, secret->data(), secret->size()) == 1 &&
      SSL_SESSION_set_cipher(session, SSL_CIPHER_find(tls, cipher.data())) == 1 &&
      SSL_SESSION_set1_id_context(session, identity_bytes, identity.size()) == 1 &&
      SSL_SESSION_set_protocol_version(session, TLS1_3_VERSION) == 1)
    return session;
  SSL_SESSION_free(session);
  return nullptr;
}

int offer_secret(SSL* tls, const EVP_MD*, const unsigned char** id, std::size_t* id_size,
                 SSL_SESSION** session) {
  *id = identity_bytes;
  *id_size = identity.size();
  *session = session_of(tls);
  return *session != nullptr ? 1 : 0;
}

int find_secret(SSL* tls, const unsigned char* id, std::size_t id_size, SSL_SESSION** session) {
  const bool known = std::equal(id, id + id_size, identity.begin(), identity.end(),
                                [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); });
  *session = known ? session_of(tls) : nullptr; // without it the handshake fails: there is no certificate
  return 1;
}

/// Whoever shows a certificate where the secret is expected does not know it.
int refuse_certificate(X509_STORE_CTX* shown, void*) {
  X509_STORE_CTX_set_error(shown, X509_V_ERR_APPLICATION_VERIFICATION);
  return 0;
}

void use_secret(SSL_CTX& context, const std::string& file) {
  expect_readable(file, "cluster secret");
  const wiped read(read_at_most(file, longest_secret + 1));
  const auto secret = without_line_ends(read.bytes);
  if (read.bytes.size() > longest_secret)
    throw tls_error("the cluster secret " + file + " has more than " + std::to_string(longest_secret) +
                    " bytes");
  if (secret.size() < shortest_secret)
    throw tls_error("the cluster secret " + file + " has " + std::to_string(secret.size()) +
                    " bytes, and needs " + std::to_string(shortest_secret) +
                    ": make one with openssl rand -hex 32");
  auto derived = std::make_unique<key>();
  derive(secret, *derived);
  if (SSL_CTX_set_ex_data(&context, place_of_key(), derived.get()) != 1 ||
      SSL_CTX_set_ciphersuites(&context, cipher_name) != 1)
    fail_tls("the cluster secret cannot be set up");
  static_cast<void>(derived.release()); // the context's now
  SSL_CTX_set_psk_use_session_callback(&context, offer_secret);
  SSL_CTX_set_psk_find_session_callback(&context, find_secret);
  SSL_CTX_set_verify(&context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  SSL_CTX_set_cert_verify_callback(&context, refuse_certificate, nullptr);
}

void use_certificates(SSL_CTX& context, const cluster_link_options& options) {
  use_files(context, {options.certificate, options.key}, "cluster");
  expect_readable(options.authority, "cluster authority");
  if (SSL_CTX_load_verify_file(&context, options.authority.c_str()) != 1)
    fail_tls("the cluster authority " + options.authority + " is no PEM certificate");
  // One that is itself signed by another is as good: nobody else's are taken.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(&context), X509_V_FLAG_PARTIAL_CHAIN);
  SSL_CTX_set_verify(&context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

tls_context new_context() {
  ERR_clear_error();
  tls_context context(SSL_CTX_new(TLS_method()), SSL_CTX_free);
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) != 1 ||
      SSL_CTX_set_num_tickets(context.get(), 0) != 1 ||
      SSL_CTX_set_session_id_context(context.get(), identity_bytes, identity.size()) != 1)
    fail_tls("TLS cannot be set up");
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  return context;
}

} // namespace

cluster_tls load_cluster_tls(const cluster_link_options& options) {
  if (options.secret.empty() && options.certificate.empty())
    return {};
  auto context = new_context();
  if (options.secret.empty()) {
    use_certificates(*context, options);
    return {context, "all need certificates of one authority that are in time"};
  }
  use_secret(*context, options.secret);
  return {context, "has it the same secret?"};
}

} // namespace mitos::net
