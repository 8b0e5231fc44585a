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

/// The client introduces itself, once (P6, P13).
struct connection_init {
  std::optional<std::string> payload;                      ///< none where it was null or missing
  bool operator==(const connection_init&) const = default; ///< to the byte of the payload
};

/// To be answered with its payload (P20).
struct ping {
  std::optional<std::string> payload;           ///< none where it was null or missing
  bool operator==(const ping&) const = default; ///< to the byte of the payload
};

/// Needs no answer; its payload is checked and forgotten (P6, P21).
struct pong {
  bool operator==(const pong&) const = default; ///< always
};

/// Starts a query, mutation or subscription (P7); legacy: `start`.
struct subscribe {
  std::string id;                                    ///< the client's choice, not empty (P8)
  request payload;                                   ///< read, but not parsed as GraphQL yet
  bool operator==(const subscribe&) const = default; ///< of id and payload
};

/// The client wants no more of an operation (P28); legacy: `stop` (L6).
struct complete {
  std::string id;                                   ///< of a `subscribe`; any other is ignored (P29)
  bool operator==(const complete&) const = default; ///< of the id
};

/// legacy only (L1): closes the connection with 1000 (L8).
struct connection_terminate {
  bool operator==(const connection_terminate&) const = default; ///< always
};

/// Everything else (P5).
struct malformed {
  std::string why; ///< begins "Invalid message received" and may name the member; not cut to 123 bytes (P9)
  /// The message's own where it had a valid one, once: the legacy dialect answers with it (L8).
  std::optional<std::string> id;
  bool operator==(const malformed&) const = default; ///< of words and id
};

/// What `decode` makes of any text.
using client_message =
    std::variant<connection_init, ping, pong, subscribe, complete, connection_terminate, malformed>;

/// The dialects, in no order of preference: the client's list has that (P1).
enum class dialect { graphql_transport_ws, graphql_ws };

/// The name that the handshake carries.
std::string_view subprotocol_name(dialect d);

} // namespace mitos::proto
