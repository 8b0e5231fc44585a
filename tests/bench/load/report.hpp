/// What was measured: numbers by name, as one line of JSON.
#pragma once

#include <string>

namespace mitos::bench {

class report {
public:
  void add(const std::string& name, double value);
  std::string text() const { return "{" + members_ + "}"; }

private:
  std::string members_;
};

} // namespace mitos::bench
