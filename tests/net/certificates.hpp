/// A folder with authorities and the certificates that they sign; it goes with its owner.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace mitos::tests {

class certificate_folder {
public:
  certificate_folder();
  certificate_folder(const certificate_folder&) = delete;
  certificate_folder& operator=(const certificate_folder&) = delete;
  ~certificate_folder();

  std::string file(const std::string& name) const { return folder_ / name; }
  /// Writes NAME.crt and NAME.key.
  void make_authority(const std::string& name) const;
  /// The same, signed by that authority, for these names: "IP:127.0.0.1,DNS:localhost".
  void issue(const std::string& name, const std::string& authority, const std::string& names,
             std::chrono::seconds good_for = std::chrono::hours(1)) const;
  /// The name of a file with that text.
  std::string write(const std::string& name, const std::string& text) const;

private:
  std::filesystem::path folder_;
};

} // namespace mitos::tests
