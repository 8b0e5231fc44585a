// What is read can be written and read again, and comes out the same; and both ways to read tell the same.
#include "proto/json_plain.hpp"

#include "proto/utf8.hpp"
#include "tests/proto/json_told.hpp"

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

void reads_alike_both_ways(std::string_view text) {
  mitos::tests::json_told plain;
  mitos::tests::json_told any;
  if (!json::scan_plain(text, {}, plain))
    return;
  require(!json::scan_any(text, {}, any));
  require(plain.all == any.all);
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  reads_alike_both_ways(text);
  const auto parsed = json::parse(text);
  if (const auto* v = std::get_if<json::value>(&parsed))
    survives_writing(*v);
  if (is_utf8(text))
    survives_writing(json::value(text));
  return 0;
}
