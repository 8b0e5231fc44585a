/// Secrets and certificates of nodes, made by the openssl program, in a folder that goes with them.
#pragma once

#include "net/cluster_link_options.hpp"

#include <filesystem>
#include <string>

namespace mitos::tests {

/// Two authorities, "ours" and "theirs", and what they sign.
class cluster_files {
public:
  cluster_files();
  cluster_files(const cluster_files&) = delete;
  cluster_files& operator=(const cluster_files&) = delete;
  ~cluster_files();

  std::string file(const std::string& name) const { return folder_ / name; }
  /// Writes it, and says where it is.
  std::string write(const std::string& name, const std::string& bytes) const;
  /// A certificate NAME.crt and its key NAME.key.
  void sign(const std::string& name, const std::string& authority, const std::string& names,
            int days = 1) const;

  /// Any port, with that certificate.
  net::cluster_link_options certified(const std::string& name, const std::string& authority = "ours") const;
  /// Any port, with that secret.
  net::cluster_link_options secret(const std::string& bytes) const;

private:
  void run(const std::string& command) const;
  void make_authority(const std::string& name) const;

  std::filesystem::path folder_;
};

/// What a test may take without making it: certificates "node", "peer" (both of localhost and 127.0.0.1),
/// "elsewhere" (of elsewhere.example), "expired", and "stranger", which is of the other authority.
const cluster_files& usual_files();

} // namespace mitos::tests
