/// What stands in the text of a client's message, before its type says what should.
#pragma once

#include "proto/json.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace mitos::proto {

/// A message's members by name: those of the envelope, and those of its payload that a request has.
struct envelope {
  enum class kind { absent, null, string, object, other };

  struct member {
    kind is = kind::absent;
    std::string text;     ///< of a string
    json::object members; ///< of an object inside the payload
  };

  bool is_object = false;
  std::string_view repeated; ///< the name of an envelope's member that came twice

  member type;
  member id;
  member payload;
  std::string_view payload_text; ///< where the payload is an object: as it came, a view into the message

  member query;
  member operation_name;
  member variables;
  member extensions;
};

/// Reads a message in one pass; only what `envelope` names is built.
std::variant<envelope, json::error> read_envelope(std::string_view text, const json::limits& limits);

} // namespace mitos::proto
