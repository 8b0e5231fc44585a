// What is read can be written and read again, and comes out the same.
#include "proto/json.hpp"

#include "proto/utf8.hpp"

#include <cstdlib>
#include <string>

namespace {

using namespace mitos::proto;

void require(bool promise) {
  if (!promise)
    std::abort();
}

void survives_writing(const json::value& v) {
  const auto text = json::to_text(v);
  require(is_utf8(text));
  auto again = json::parse(text);
  require(std::holds_alternative<json::value>(again));
  require(std::get<json::value>(again) == v);
  require(json::to_text(std::get<json::value>(again)) == text);
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto parsed = json::parse(text);
  if (const auto* v = std::get_if<json::value>(&parsed))
    survives_writing(*v);
  if (is_utf8(text))
    survives_writing(json::value(text));
  return 0;
}
