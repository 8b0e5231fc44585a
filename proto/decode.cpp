#include "proto/codec.hpp"
#include "proto/envelope.hpp"
#include "proto/utf8.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace mitos::proto {

namespace {

using kind = envelope::kind;
using fault = std::optional<std::string>;

constexpr std::string_view preamble = "Invalid message received: ";
constexpr std::size_t quoted_bytes = 48; // of a type that nobody knows

malformed refuse(std::string why) { return {std::move(why), std::nullopt}; }

std::string quoted(std::string_view text) {
  std::string out;
  json::write_string(out, utf8_prefix(text, quoted_bytes));
  return out;
}

bool is_optional(const envelope::member& m, kind wanted) {
  return m.is == kind::absent || m.is == kind::null || m.is == wanted;
}

// P7, P8
fault id_fault(const envelope& e, const message_limits& limits) {
  if (e.id.is != kind::string || e.id.text.empty())
    return "id must be a non-empty string";
  if (e.id.text.size() > limits.id_bytes)
    return "id must be at most " + std::to_string(limits.id_bytes) + " bytes";
  return std::nullopt;
}

// P7
fault request_fault(const envelope& e) {
  if (e.payload.is != kind::object)
    return "payload must be an object";
  if (e.query.is != kind::string)
    return "payload.query must be a string";
  if (!is_optional(e.operation_name, kind::string))
    return "payload.operationName must be a string";
  if (!is_optional(e.variables, kind::object))
    return "payload.variables must be an object";
  if (!is_optional(e.extensions, kind::object))
    return "payload.extensions must be an object";
  return std::nullopt;
}

request take_request(envelope& e) {
  request r{std::move(e.query.text), std::nullopt, std::move(e.variables.members),
            std::move(e.extensions.members)};
  if (e.operation_name.is == kind::string)
    r.operation_name = std::move(e.operation_name.text);
  return r;
}

// What each type makes of an envelope.

/// P6: connection_init and ping hand on the payload as it came.
template <class Message>
client_message with_payload(envelope& e, const message_limits&) {
  if (!is_optional(e.payload, kind::object))
    return refuse("payload must be an object");
  if (e.payload.is == kind::object)
    return Message{std::string(e.payload_text)};
  return Message{};
}

client_message make_pong(envelope& e, const message_limits&) {
  if (!is_optional(e.payload, kind::object))
    return refuse("payload must be an object");
  return pong{};
}

client_message make_subscribe(envelope& e, const message_limits& limits) {
  if (auto why = id_fault(e, limits))
    return refuse(std::move(*why));
  if (auto why = request_fault(e))
    return refuse(std::move(*why));
  return subscribe{std::move(e.id.text), take_request(e)};
}

client_message make_complete(envelope& e, const message_limits& limits) {
  if (auto why = id_fault(e, limits))
    return refuse(std::move(*why));
  return complete{std::move(e.id.text)};
}

client_message make_terminate(envelope&, const message_limits&) { return connection_terminate{}; }

/// A type of message and what is made of it; nothing is made of one that only a server may send.
struct verb {
  std::string_view type;
  client_message (*make)(envelope&, const message_limits&);
};

constexpr verb transport_verbs[] = {
    {"subscribe", make_subscribe},
    {"complete", make_complete},
    {"ping", with_payload<ping>},
    {"pong", make_pong},
    {"next", nullptr},
    {"error", nullptr},
    {"connection_ack", nullptr},
    {"connection_init", with_payload<connection_init>},
};

constexpr verb legacy_verbs[] = {
    {"start", make_subscribe},
    {"stop", make_complete},
    {"connection_init", with_payload<connection_init>},
    {"connection_terminate", make_terminate},
    {"connection_ack", nullptr},
    {"connection_error", nullptr},
    {"ka", nullptr},
    {"data", nullptr},
    {"error", nullptr},
    {"complete", nullptr},
};

std::span<const verb> verbs_of(dialect d) {
  if (d == dialect::graphql_ws)
    return legacy_verbs;
  return transport_verbs;
}

/// P4 and P5: what every message must have, whatever it is.
fault envelope_fault(const envelope& e) {
  if (!e.is_object)
    return "must be a JSON object";
  if (!e.repeated.empty())
    return std::string(e.repeated) + " appears twice";
  if (e.type.is == kind::absent)
    return "type is missing";
  if (e.type.is != kind::string || e.type.text.empty())
    return "type must be a non-empty string";
  return std::nullopt;
}

client_message interpret(dialect d, envelope& e, const message_limits& limits) {
  if (auto why = envelope_fault(e))
    return refuse(std::move(*why));
  const auto verbs = verbs_of(d);
  const auto found =
      std::find_if(verbs.begin(), verbs.end(), [&](const verb& v) { return v.type == e.type.text; });
  if (found == verbs.end())
    return refuse("unknown type " + quoted(e.type.text));
  if (found->make == nullptr)
    return refuse("only a server may send " + quoted(e.type.text));
  return found->make(e, limits);
}

} // namespace

client_message decode(dialect d, std::string_view text, const message_limits& limits) {
  auto read = read_envelope(text, limits.json);
  if (const auto* unreadable = std::get_if<json::error>(&read))
    return malformed{std::string(preamble) + unreadable->what, std::nullopt};
  auto& e = std::get<envelope>(read);
  auto message = interpret(d, e, limits);
  if (auto* refused = std::get_if<malformed>(&message)) {
    refused->why.insert(0, preamble);
    if (e.repeated != "id" && !id_fault(e, limits))
      refused->id = std::move(e.id.text);
  }
  return message;
}

} // namespace mitos::proto
