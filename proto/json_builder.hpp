/// Makes a JSON value of the events of reading it.
#pragma once

#include "proto/json_scan.hpp"

namespace mitos::proto::json {

class builder final : public listener {
public:
  void scalar(value v) override { add(std::move(v)); }
  void string(std::string_view s) override { add(value(s)); }
  void key(std::string_view k) override { open_.back().key = k; }
  void open(bracket b, std::size_t at) override;
  void close(bracket b, std::size_t end) override;
  void restart() override { *this = {}; }

  /// Whether every bracket is closed.
  bool whole() const { return open_.empty(); }
  /// The value, once whole.
  value take() { return std::move(done_); }

private:
  /// An array or object whose closing bracket is to come.
  struct container {
    bracket kind;
    array elements;
    std::vector<object::member> members;
    std::string key; ///< of the member that comes next
  };

  void add(value v);

  std::vector<container> open_;
  value done_;
};

} // namespace mitos::proto::json
