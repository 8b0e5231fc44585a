#include "net/tls.hpp"

#include "net/tls_files.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace mitos::net {

tls_context load_tls(const tls_files& files) {
  ERR_clear_error();
  tls_context context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1)
    fail_tls("TLS cannot be set up");
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  use_files(*context, files, "TLS");
  return context;
}

} // namespace mitos::net
