/// The head of a request as its bytes come, and its fields once it is whole.
#pragma once

#include "net/server_options.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mitos::net {

/// Why a head is none: the status to answer with, and what is wrong.
struct head_fault {
  unsigned status = 400;
  std::string_view what;
};

/// Looks at each byte once: for the end of the head, and for what may stand in no head.
class head_scanner {
public:
  /// `bytes` is everything that came so far. The size of the head once it is whole; nothing as long as it
  /// is not.
  std::variant<std::monostate, std::size_t, head_fault> scan(std::string_view bytes,
                                                             const http_limits& limits);

private:
  bool may_follow(char byte) const;

  std::size_t at_ = 0;
  std::size_t lines_ = 0;
  std::size_t line_begin_ = 0;
  char previous_ = '\n';
};

struct request {
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> fields; ///< as they came

  /// The path: the target without its query.
  std::string_view path() const;
  std::size_t count(std::string_view name) const;
  /// The value of the first field of that name, case-insensitive.
  std::optional<std::string_view> find(std::string_view name) const;
  /// The values of all of them, joined by commas.
  std::string joined(std::string_view name) const;
};

/// Parses a whole head, strictly (bad-input, HTTP upgrade).
std::variant<request, head_fault> parse_head(std::string_view head, const http_limits& limits);

bool equal_ignoring_case(std::string_view a, std::string_view b);
/// Whether a comma-separated list has that token, case-insensitive.
bool has_token(std::string_view list, std::string_view token);

} // namespace mitos::net
