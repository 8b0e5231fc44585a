/// What contexts of TLS are made of: files, and what is wrong with them.
#pragma once

#include "net/server_options.hpp"
#include "net/tls.hpp"

#include <string>

namespace mitos::net {

/// Throws tls_error: `what`, and why OpenSSL says so.
[[noreturn]] void fail_tls(const std::string& what);
/// Throws tls_error that names the file and its role.
void expect_readable(const std::string& file, const std::string& role);
/// Certificate chain and key. Throws tls_error when a file is missing, is no PEM, or the key is not the
/// certificate's. `whose`, as in "TLS", goes before the role.
void use_files(ssl_ctx_st& context, const tls_files& files, const std::string& whose);

} // namespace mitos::net
