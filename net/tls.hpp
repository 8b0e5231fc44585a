/// TLS for the server's sockets: a context made of files.
#pragma once

#include "net/server_options.hpp"

#include <memory>
#include <stdexcept>

struct ssl_ctx_st;

namespace mitos::net {

/// The text names the file and what is wrong with it.
struct tls_error : std::runtime_error {
  using runtime_error::runtime_error;
};

/// What the TLS connections of a server share: certificate, key, TLS 1.2 and above.
using tls_context = std::shared_ptr<ssl_ctx_st>;

/// Throws tls_error when a file is missing, is no PEM, or the key is not the certificate's.
tls_context load_tls(const tls_files& files);

} // namespace mitos::net
