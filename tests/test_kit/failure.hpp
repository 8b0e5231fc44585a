/// What a failed expectation throws, whatever framework the test is run by.
#pragma once

#include <stdexcept>
#include <string>

namespace mitos::test_kit {

/// An expectation that was not met. Its text says what was expected, and where; what came instead; and what
/// had come before.
class failure : public std::logic_error {
public:
  using logic_error::logic_error;
};

/// A line of a test; as a default argument it is the caller's.
struct place {
  const char* file; ///< as the compiler names it
  int line;         ///< counted from 1

  /// The line that calls.
  static place here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) { return {file, line}; }
};

/// "file:line: "
inline std::string to_text(const place& at) {
  return std::string(at.file) + ':' + std::to_string(at.line) + ": ";
}

} // namespace mitos::test_kit
