/// What client and server say to each other, in either dialect: two variants.
#pragma once

#include "proto/request.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mitos::proto {

/// What may stand in for a JSON text that is passed on as it came, or is shared by many.
using shared_text = std::shared_ptr<const std::string>;

// What a client says. `payload` is the JSON text of an object, to the byte as it came.

struct connection_init {
  std::optional<std::string> payload;
  bool operator==(const connection_init&) const = default;
};

struct ping {
  std::optional<std::string> payload;
  bool operator==(const ping&) const = default;
};

struct pong {
  bool operator==(const pong&) const = default;
};

/// legacy: `start`.
struct subscribe {
  std::string id;
  request payload;
  bool operator==(const subscribe&) const = default;
};

/// legacy: `stop`.
struct complete {
  std::string id;
  bool operator==(const complete&) const = default;
};

/// legacy only (L1).
struct connection_terminate {
  bool operator==(const connection_terminate&) const = default;
};

/// Everything else (P5). `why` begins "Invalid message received" and may name the member; `id` is the
/// message's own where it had a readable one (the legacy dialect answers with it, L8).
struct malformed {
  std::string why;
  std::optional<std::string> id;
  bool operator==(const malformed&) const = default;
};

using client_message =
    std::variant<connection_init, ping, pong, subscribe, complete, connection_terminate, malformed>;

/// The dialects, in no order of preference: the client's list has that (P1).
enum class dialect { graphql_transport_ws, graphql_ws };

/// The name that the handshake carries.
std::string_view subprotocol_name(dialect d);

} // namespace mitos::proto
