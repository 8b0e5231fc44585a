#include "tests/net/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace mitos::tests {

namespace {

template <class T>
using held = std::unique_ptr<T, void (*)(T*)>;
using stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

held<X509> new_certificate(EVP_PKEY* key, const std::string& name, std::chrono::seconds good_for) {
  static long serial = 0;
  held<X509> made(X509_new(), X509_free);
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -24 * 3600L);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), good_for.count());
  X509_set_pubkey(made.get(), key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  return made;
}

void add(X509* to, X509* by, int what, const std::string& text) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, by, to, nullptr, nullptr, 0);
  held<X509_EXTENSION> made(X509V3_EXT_conf_nid(nullptr, &context, what, text.c_str()), X509_EXTENSION_free);
  if (!made || X509_add_ext(to, made.get(), -1) != 1)
    throw std::runtime_error("no such extension: " + text);
}

void write(const std::string& stem, X509* certificate, EVP_PKEY* key) {
  const stream crt(std::fopen((stem + ".crt").c_str(), "w"), std::fclose);
  const stream pem(std::fopen((stem + ".key").c_str(), "w"), std::fclose);
  if (PEM_write_X509(crt.get(), certificate) != 1 ||
      PEM_write_PrivateKey(pem.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
    throw std::runtime_error("cannot write " + stem);
}

held<EVP_PKEY> new_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

} // namespace

certificate_folder::certificate_folder() {
  auto name = (std::filesystem::temp_directory_path() / "mitos-cluster-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("no folder");
  folder_ = name;
}

certificate_folder::~certificate_folder() { std::filesystem::remove_all(folder_); }

void certificate_folder::make_authority(const std::string& name) const {
  const auto key = new_key();
  const auto made = new_certificate(key.get(), name, std::chrono::hours(1));
  X509_set_issuer_name(made.get(), X509_get_subject_name(made.get()));
  add(made.get(), made.get(), NID_basic_constraints, "critical,CA:TRUE");
  add(made.get(), made.get(), NID_key_usage, "critical,keyCertSign");
  X509_sign(made.get(), key.get(), EVP_sha256());
  tests::write(file(name), made.get(), key.get());
}

void certificate_folder::issue(const std::string& name, const std::string& authority,
                               const std::string& names, std::chrono::seconds good_for) const {
  const stream crt(std::fopen(file(authority + ".crt").c_str(), "r"), std::fclose);
  const stream pem(std::fopen(file(authority + ".key").c_str(), "r"), std::fclose);
  const held<X509> by(PEM_read_X509(crt.get(), nullptr, nullptr, nullptr), X509_free);
  const held<EVP_PKEY> by_key(PEM_read_PrivateKey(pem.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  const auto key = new_key();
  const auto made = new_certificate(key.get(), name, good_for);
  X509_set_issuer_name(made.get(), X509_get_subject_name(by.get()));
  add(made.get(), by.get(), NID_subject_alt_name, names);
  X509_sign(made.get(), by_key.get(), EVP_sha256());
  tests::write(file(name), made.get(), key.get());
}

std::string certificate_folder::write(const std::string& name, const std::string& text) const {
  std::ofstream(file(name), std::ios::binary) << text;
  return file(name);
}

} // namespace mitos::tests
