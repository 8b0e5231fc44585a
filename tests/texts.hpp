/// Long texts for tests.
#pragma once

#include <string>
#include <string_view>

namespace mitos::tests {

inline std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i)
    text += part;
  return text;
}

/// Each number from 0 between `before` and `after`.
inline std::string numbered(std::string_view before, std::string_view after, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i)
    text.append(before).append(std::to_string(i)).append(after);
  return text;
}

} // namespace mitos::tests
