/// A JSON text as the events of reading it, for those who need no value of the whole.
#pragma once

#include "proto/json.hpp"

#include <optional>

namespace mitos::proto::json {

enum class bracket { square, brace };

/// Hears what a text is made of, in its order. Views and offsets are of that text or of a buffer that the
/// next event overwrites.
class listener {
public:
  /// null, a boolean or a number.
  virtual void scalar(value v) = 0;
  virtual void string(std::string_view s) = 0;
  virtual void key(std::string_view k) = 0;
  /// `at` is the offset of the bracket.
  virtual void open(bracket b, std::size_t at) = 0;
  /// `end` is the offset behind the bracket.
  virtual void close(bracket b, std::size_t end) = 0;
  /// What was told is told again from the start.
  virtual void restart() = 0;

protected:
  listener() = default;
  listener(const listener&) = default;
  listener& operator=(const listener&) = default;
  ~listener() = default;
};

/// Reads one JSON text as `parse` does and tells `to` of it. Where an error comes back, what was told until
/// then is worth nothing.
std::optional<error> scan(std::string_view text, const limits& limits, listener& to);

} // namespace mitos::proto::json
