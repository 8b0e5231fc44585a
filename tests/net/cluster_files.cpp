#include "tests/net/cluster_files.hpp"

#include <functional>
#include <memory>

namespace mitos::tests {

cluster_files::cluster_files() {
  make_authority("ours");
  make_authority("theirs");
}

net::cluster_link_options cluster_files::certified(const std::string& name,
                                                   const std::string& authority) const {
  net::cluster_link_options options;
  options.port = 0;
  options.certificate = file(name + ".crt");
  options.key = file(name + ".key");
  options.authority = file(authority + ".crt");
  return options;
}

net::cluster_link_options cluster_files::secret(const std::string& bytes) const {
  net::cluster_link_options options;
  options.port = 0;
  options.secret = write("secret-" + std::to_string(std::hash<std::string>()(bytes)), bytes);
  return options;
}

const cluster_files& usual_files() {
  static const auto made = [] {
    const std::string here = "DNS:localhost,IP:127.0.0.1";
    auto files = std::make_unique<cluster_files>();
    files->issue("node", "ours", here);
    files->issue("peer", "ours", here);
    files->issue("elsewhere", "ours", "DNS:elsewhere.example");
    files->issue("expired", "ours", here, -std::chrono::hours(1));
    files->issue("stranger", "theirs", here);
    return files;
  }();
  return *made;
}

} // namespace mitos::tests
