// What is chosen was offered, and nothing that Mitos speaks was offered before it.
#include "proto/subprotocol.hpp"

#include <cstdlib>
#include <string>

namespace {

using namespace mitos::proto;

/// Where a dialect's name first stands alone between commas; npos where it does not.
std::size_t offered_at(const std::string& offer, dialect d) {
  const std::string_view name = subprotocol_name(d);
  const auto is_edge = [&](std::size_t at, bool forward) {
    while (at < offer.size() && (offer[at] == ' ' || offer[at] == '\t'))
      at = forward ? at + 1 : at - 1;
    return at >= offer.size() || offer[at] == ',';
  };
  for (auto at = offer.find(name); at != std::string::npos; at = offer.find(name, at + 1))
    if (is_edge(at - 1, false) && is_edge(at + name.size(), true))
      return at;
  return std::string::npos;
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string offer(reinterpret_cast<const char*>(data), size);
  const auto modern = offered_at(offer, dialect::graphql_transport_ws);
  const auto legacy = offered_at(offer, dialect::graphql_ws);
  const auto chosen = choose_subprotocol(offer);
  if (chosen.has_value() != (modern != legacy))
    std::abort();
  if (chosen && (*chosen == dialect::graphql_ws) != (legacy < modern))
    std::abort();
  return 0;
}
