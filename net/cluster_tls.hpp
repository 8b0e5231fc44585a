/// TLS between the nodes of a cluster: 1.3, and each side proves who it is, by a secret or by a certificate.
#pragma once

#include "net/cluster_link_options.hpp"
#include "net/tls.hpp"

#include <string>

namespace mitos::net {

/// For both sides of a link.
struct cluster_tls {
  tls_context context; ///< null: links are plain
  std::string advice;  ///< what a handshake that failed may come from
};

/// Throws tls_error that names the file.
cluster_tls load_cluster_tls(const cluster_link_options& options);

} // namespace mitos::net
