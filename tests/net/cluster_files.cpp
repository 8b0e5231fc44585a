#include "tests/net/cluster_files.hpp"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <stdexcept>
#include <stdlib.h>

namespace mitos::tests {

namespace {

constexpr const char* new_key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes ";

} // namespace

cluster_files::cluster_files() {
  auto name = (std::filesystem::temp_directory_path() / "mitos-cluster-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("no folder for certificates");
  folder_ = name;
  make_authority("ours");
  make_authority("theirs");
}

cluster_files::~cluster_files() { std::filesystem::remove_all(folder_); }

void cluster_files::run(const std::string& command) const {
  if (std::system(("cd " + folder_.string() + " && openssl " + command + " 2>/dev/null").c_str()) != 0)
    throw std::runtime_error("failed: openssl " + command);
}

void cluster_files::make_authority(const std::string& name) const {
  run("req -x509 " + std::string(new_key) + "-days 1 -subj /CN=" + name + " -keyout " + name + ".key -out " +
      name + ".crt");
}

std::string cluster_files::write(const std::string& name, const std::string& bytes) const {
  std::ofstream(file(name), std::ios::binary) << bytes;
  return file(name);
}

void cluster_files::sign(const std::string& name, const std::string& authority, const std::string& names,
                         int days) const {
  run("req " + std::string(new_key) + "-subj /CN=" + name + " -keyout " + name + ".key -out " + name +
      ".csr");
  write(name + ".ext", "subjectAltName=" + names);
  run("x509 -req -in " + name + ".csr -CA " + authority + ".crt -CAkey " + authority +
      ".key -CAcreateserial -days " + std::to_string(days) + " -extfile " + name + ".ext -out " + name +
      ".crt");
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
    files->sign("node", "ours", here);
    files->sign("peer", "ours", here);
    files->sign("elsewhere", "ours", "DNS:elsewhere.example");
    files->sign("expired", "ours", here, -1);
    files->sign("stranger", "theirs", here);
    return files;
  }();
  return *made;
}

} // namespace mitos::tests
