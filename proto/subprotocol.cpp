#include "proto/subprotocol.hpp"

namespace mitos::proto {

namespace {

std::string_view trimmed(std::string_view token) {
  const auto first = token.find_first_not_of(" \t");
  if (first == std::string_view::npos)
    return {};
  return token.substr(first, token.find_last_not_of(" \t") - first + 1);
}

} // namespace

std::optional<dialect> choose_subprotocol(std::string_view offer) {
  while (!offer.empty()) {
    const auto comma = offer.find(',');
    const auto token = trimmed(offer.substr(0, comma));
    for (const auto d : {dialect::graphql_transport_ws, dialect::graphql_ws})
      if (token == subprotocol_name(d))
        return d;
    offer.remove_prefix(comma == std::string_view::npos ? offer.size() : comma + 1);
  }
  return std::nullopt;
}

} // namespace mitos::proto
