/// Secrets and certificates of nodes, as options of theirs.
#pragma once

#include "net/cluster_link_options.hpp"
#include "tests/net/certificates.hpp"

#include <string>

namespace mitos::tests {

/// Two authorities, "ours" and "theirs", and what they sign.
class cluster_files : public certificate_folder {
public:
  cluster_files();

  /// Any port, with that certificate.
  net::cluster_link_options certified(const std::string& name, const std::string& authority = "ours") const;
  /// Any port, with that secret.
  net::cluster_link_options secret(const std::string& bytes) const;
};

/// What a test may take without making it: certificates "node", "peer" (both of localhost and 127.0.0.1),
/// "elsewhere" (of elsewhere.example), "expired", and "stranger", which is of the other authority.
const cluster_files& usual_files();

} // namespace mitos::tests
