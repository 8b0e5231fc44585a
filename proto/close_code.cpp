#include "proto/close_code.hpp"

#include "proto/utf8.hpp"

namespace mitos::proto {

// Mending never shortens, and a character that the first cut tears lies behind the second.
close_reason::close_reason(std::uint16_t number, std::string_view words)
    : code(number),
      text(utf8_mended(words.substr(0, max_close_text + 3))) {
  text.resize(utf8_prefix(text, max_close_text).size());
}

bool may_be_sent(std::uint16_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

} // namespace mitos::proto
