#include "net/node.hpp"

#include <boost/version.hpp>
#include <caf/config.hpp>
#include <openssl/crypto.h>

namespace mitos::net {
namespace {

std::string compiler() {
#ifdef __clang__
  return "clang " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

std::string dotted(int number, int major, int minor, int patch) {
  return std::to_string(number / major) + '.' + std::to_string(number / minor % (major / minor)) + '.' +
         std::to_string(number / patch % (minor / patch));
}

} // namespace

std::string version_text() {
  return "mitos " MITOS_VERSION "\nbuilt by " + compiler() + " with CAF " +
         dotted(CAF_VERSION, 10'000, 100, 1) + ", Boost " + dotted(BOOST_VERSION, 100'000, 100, 1) + ", " +
         OpenSSL_version(OPENSSL_VERSION) + '\n';
}

} // namespace mitos::net
