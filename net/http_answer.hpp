/// An HTTP answer after which the connection closes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mitos::net {

struct http_answer {
  unsigned status = 200;
  std::string body; ///< JSON, unless its type says otherwise
  std::vector<std::pair<std::string_view, std::string_view>> fields = {};
  std::string_view type = "application/json";
};

/// What came, why it is not served, what to do instead (P3).
http_answer refusal(unsigned status, std::string_view came, std::string_view why, std::string_view remedy);

/// The bytes of it.
std::string to_text(const http_answer& answer);

} // namespace mitos::net
