/// What reading JSON tells, as text, to compare two ways to read it.
#pragma once

#include "proto/json_scan.hpp"

#include <string>

namespace mitos::tests {

class json_told final : public proto::json::listener {
public:
  void scalar(proto::json::value v) override { all += proto::json::to_text(v) + "\n"; }
  void string(std::string_view s) override { all.append("string ").append(s).append("\n"); }
  void key(std::string_view k) override { all.append("key ").append(k).append("\n"); }
  void open(proto::json::bracket b, std::size_t at) override { bracket("open", b, at); }
  void close(proto::json::bracket b, std::size_t end) override { bracket("close", b, end); }
  void restart() override { all.clear(); }

  std::string all;

private:
  void bracket(const char* what, proto::json::bracket b, std::size_t at) {
    all += std::string(what) + (b == proto::json::bracket::brace ? " brace " : " square ") +
           std::to_string(at) + "\n";
  }
};

} // namespace mitos::tests
