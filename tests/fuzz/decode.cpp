// Whatever the text, decode answers, and what it answers keeps its promises.
#include "proto/codec.hpp"
#include "proto/utf8.hpp"

#include <cstdlib>
#include <string>

namespace {

using namespace mitos::proto;

void require(bool promise) {
  if (!promise)
    std::abort();
}

bool is_object(std::string_view text) {
  const auto parsed = json::parse(text);
  const auto* v = std::get_if<json::value>(&parsed);
  return v != nullptr && v->as<json::object>() != nullptr;
}

bool is_good(const std::string& id) {
  return !id.empty() && id.size() <= message_limits{}.id_bytes && is_utf8(id);
}

/// What is said of each message.
struct promises {
  std::string_view text;

  void operator()(const connection_init& m) const { check(m.payload); }
  void operator()(const ping& m) const { check(m.payload); }
  void operator()(const pong&) const {}
  void operator()(const connection_terminate&) const {}
  void operator()(const complete& m) const { require(is_good(m.id)); }

  void operator()(const subscribe& m) const {
    require(is_good(m.id) && is_utf8(m.payload.query));
    require(is_object(json::to_text(m.payload.variables)) && is_object(json::to_text(m.payload.extensions)));
  }

  void operator()(const malformed& m) const {
    require(m.why.starts_with("Invalid message received: ") && is_utf8(m.why) && m.why.size() < 512);
    require(!m.id || is_good(*m.id));
  }

  /// P20: to the byte, so it stands in the text.
  void check(const std::optional<std::string>& payload) const {
    require(!payload || (text.find(*payload) != std::string_view::npos && is_object(*payload)));
  }
};

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const auto d : {dialect::graphql_transport_ws, dialect::graphql_ws})
    std::visit(promises{text}, decode(d, text));
  return 0;
}
