#include "net/option_table.hpp"

#include "net/option_kinds.hpp"

namespace mitos::net {
namespace {

using namespace option_kinds;

constexpr std::size_t deepest = 1000;      // what recurses into it has the stack of a thread
constexpr std::size_t fastest = 1'000'000; // per second, or at once

const auto some_time = above_zero(duration);
const auto some_time_or_off = or_off(some_time, "DURATION|off");
// A hello has 4 KiB.
const auto frame_size = at_most(at_least(any_size, std::size_t{128} * 1024, "128KiB"), std::size_t{1} << 30);
const auto rate_or_off = or_off(at_most(count, fastest), "N|off");

std::vector<setting> serving() {
  return {
      option(
          "listen", endpoint, [](auto& o) -> auto& { return o.listen; },
          "where to listen; port 0 is any free one, no host is every IPv4 address"),
      option(
          "path", text("PATH"), [](auto& o) -> auto& { return o.server.path; },
          "where WebSockets are served"),
      option(
          "io-threads", or_else(at_most(count, 1024), "one per core"),
          [](auto& o) -> auto& { return o.io_threads; }, "threads that serve sockets"),
      option(
          "name", text("NAME", "the name of the host"), [](auto& o) -> auto& { return o.name; },
          "what the node calls itself"),
      option(
          "drain", duration, [](auto& o) -> auto& { return o.drain; },
          "how long SIGTERM and SIGINT leave the connections to go"),
      option(
          "log-level", one_of("LEVEL", {"debug", "info", "warn", "error", "off"}),
          [](auto& o) -> auto& { return o.log_level; }, "debug, info, warn, error or off"),
      option(
          "schema", text("FILE"), [](auto& o) -> auto& { return o.schema; },
          "serve this GraphQL schema (SDL) instead of the default one, from the JSON value of --root; each "
          "is "
          "of 64MiB at most, one of them may be -, which is standard input"),
      option(
          "root", text("FILE"), [](auto& o) -> auto& { return o.root; },
          "a field answers with its parent's member of its name; a subscription's root field is an array of "
          "events"),
      option(
          "event-interval", duration, [](auto& o) -> auto& { return o.event_interval; },
          "between those events"),
      option(
          "metrics", on_or_off, [](auto& o) -> auto& { return o.metrics; },
          "GET /metrics tells what the node counts, as Prometheus reads it"),
      option(
          "config", text("FILE"), [](auto& o) -> auto& { return o.config; },
          "a TOML file of these options, without the dashes: max-message = \"1MiB\""),
  };
}

std::vector<setting> access() {
  return {
      option(
          "tls-cert", text("FILE"), [](auto& o) -> auto& { return o.tls.certificate; },
          "serve TLS 1.2 and above with this PEM certificate chain"),
      option(
          "tls-key", text("FILE"), [](auto& o) -> auto& { return o.tls.key; }, "and this PEM key"),
      option(
          "allow-origin", list, [](auto& o) -> auto& { return o.server.allowed_origins; },
          "web pages of this origin may connect, besides those of the node's own host; \"*\" is any; may be "
          "repeated"),
      option(
          "dev", on_or_off, [](auto& o) -> auto& { return o.server.allow_any_localhost_origin; },
          "web pages of any localhost origin may connect"),
      option(
          "insecure", on_or_off, [](auto& o) -> auto& { return o.insecure; },
          "listen beyond this machine although nobody is authenticated"),
  };
}

std::vector<setting> cluster() {
  return {
      option(
          "cluster-listen", endpoint_or_none, [](auto& o) -> auto& { return o.cluster.listen; },
          "take part in a cluster, and listen there for its other nodes; what is published to a topic "
          "reaches the subscribers of each"),
      option(
          "join", endpoints, [](auto& o) -> auto& { return o.cluster.join; },
          "where other nodes listen: one that is there leads to the rest, its own address is no fault; "
          "may be repeated"),
      option(
          "cluster-name", text("NAME"), [](auto& o) -> auto& { return o.cluster.says.cluster; },
          "nodes of a cluster of another name are refused"),
      option(
          "cluster-advertise", or_else(endpoint, "the address of --cluster-listen"),
          [](auto& o) -> auto& { return o.cluster.advertise; }, "where its peers dial this node"),
      option(
          "cluster-secret-file", text("FILE"), [](auto& o) -> auto& { return o.cluster.links.secret; },
          "nodes know each other by what is in this file, 16 bytes at least, over TLS 1.3"),
      option(
          "cluster-cert", text("FILE"), [](auto& o) -> auto& { return o.cluster.links.certificate; },
          "or by this PEM certificate chain, which names the host that peers dial"),
      option(
          "cluster-key", text("FILE"), [](auto& o) -> auto& { return o.cluster.links.key; }, "its PEM key"),
      option(
          "cluster-ca", text("FILE"), [](auto& o) -> auto& { return o.cluster.links.authority; },
          "and the PEM certificates by which those of all nodes are signed, and nobody else's"),
      option(
          "cluster-insecure", on_or_off, [](auto& o) -> auto& { return o.cluster.links.insecure; },
          "listen beyond this machine for whoever says it is a node"),
      option(
          "cluster-timeout", some_time, [](auto& o) -> auto& { return o.cluster.says.timeout; },
          "of silence until a node is gone; SUSPECT after half of it. The same on every node"),
      option(
          "cluster-queue", size, [](auto& o) -> auto& { return o.cluster.says.queue_bytes; },
          "bytes of events that wait for a node"),
      option(
          "cluster-slow-peer",
          one_of<actors::slow_peer>("POLICY", {{"drop-oldest", actors::slow_peer::drop_oldest},
                                               {"disconnect", actors::slow_peer::disconnect}}),
          [](auto& o) -> auto& { return o.cluster.says.slow; },
          "what a node loses for which more would wait: drop-oldest (of the events) or disconnect (all that "
          "wait); its subscribers are told"),
      option(
          "cluster-window", size, [](auto& o) -> auto& { return o.cluster.says.window_bytes; },
          "bytes of events that may be on their way from each node"),
      option(
          "cluster-max-frame", frame_size, [](auto& o) -> auto& { return o.cluster.says.max_frame; },
          "bytes of a message between nodes; an event that does not fit is lost, and told so"),
      option(
          "cluster-max-members", at_most(count, 64),
          [](auto& o) -> auto& { return o.cluster.says.max_members; }, "this one included; 64 at most"),
      option(
          "cluster-max-topics", count, [](auto& o) -> auto& { return o.cluster.says.max_topics; },
          "that a node may hear; its link is refused above it"),
      option(
          "cluster-max-pending", count, [](auto& o) -> auto& { return o.cluster.links.max_pending; },
          "accepted links of whom nobody knows yet; more are closed"),
      option(
          "cluster-handshake-timeout", some_time, [](auto& o) -> auto& { return o.cluster.links.handshake; },
          "from dial or accept until that is known"),
  };
}

std::vector<setting> connections() {
  return {
      option(
          "max-connections", or_else(count, "ulimit -n less 512"),
          [](auto& o) -> auto& { return o.max_connections; }, "open at once; 503 above it"),
      option(
          "init-timeout", duration_or_off, [](auto& o) -> auto& { return o.server.connection.init_timeout; },
          "from accept to connection_init; 4408. 0 is a timeout of zero"),
      option(
          "authorisation-timeout", some_time,
          [](auto& o) -> auto& { return o.server.connection.authorisation_timeout; },
          "from connection_init to the verdict; 4408"),
      option(
          "keep-alive", some_time_or_off, [](auto& o) -> auto& { return o.server.connection.keep_alive; },
          "between WebSocket pings; silence for as long again ends the connection"),
      option(
          "closing-timeout", some_time, [](auto& o) -> auto& { return o.server.connection.closing_timeout; },
          "from our close frame to the peer's"),
      option(
          "slow-closing-timeout", some_time,
          [](auto& o) -> auto& { return o.server.connection.slow_closing_timeout; },
          "the same for a slow consumer"),
      option(
          "max-operations", count, [](auto& o) -> auto& { return o.server.connection.max_operations; },
          "of one connection at once; an error above it"),
      option(
          "max-refusals", count, [](auto& o) -> auto& { return o.server.connection.max_refusals; },
          "operations refused in a row before 1008"),
      option(
          "max-pending-admissions", count,
          [](auto& o) -> auto& { return o.server.connection.max_pending_admissions; },
          "verdicts that a gatekeeper owes an io thread; 1013"),
  };
}

std::vector<setting> overload() {
  return {
      option(
          "max-memory", or_else(size, "what the machine or its control group has"),
          [](auto& o) -> auto& { return o.server.overload.memory; },
          "of the process: 503 at 90 %; 1013 to the slowest clients at 95 %, or when a quarter waits for "
          "them"),
      option(
          "max-lag", duration_or_off, [](auto& o) -> auto& { return o.server.overload.refusing_lag; },
          "by which an io thread may be late; 503 above it"),
      option(
          "max-slow-lag", duration_or_off, [](auto& o) -> auto& { return o.server.overload.shedding_lag; },
          "the same; 1013 to the slowest client above it"),
      option(
          "max-per-address", count_or_off,
          [](auto& o) -> auto& { return o.server.overload.connections_per_address; },
          "connections of an IPv4 address or an IPv6 /64; 503. Behind a proxy all clients have one"),
      option(
          "max-accept-rate", rate_or_off,
          [](auto& o) -> auto& { return o.server.overload.accepted_per_second; },
          "new connections per second and in a burst; those above it wait"),
  };
}

std::vector<setting> messages() {
  return {
      option(
          "max-message", size, [](auto& o) -> auto& { return o.server.connection.max_message; },
          "bytes of one message; 1009 above it"),
      option(
          "max-early-message", size, [](auto& o) -> auto& { return o.server.connection.max_early_message; },
          "the same before connection_ack"),
      option(
          "max-fragments", count, [](auto& o) -> auto& { return o.server.wire.fragments; },
          "frames of one message; 1008"),
      option(
          "message-timeout", some_time, [](auto& o) -> auto& { return o.server.wire.message; },
          "from a message's first byte to its last; 1008"),
      option(
          "max-rate", rate_or_off, [](auto& o) -> auto& { return o.server.wire.messages_per_second; },
          "messages per second and in a burst; above it reading pauses"),
      option(
          "max-control-rate", at_most(count, fastest),
          [](auto& o) -> auto& { return o.server.wire.control_frames_per_second; },
          "control frames per second; 1008"),
      option(
          "max-control-burst", at_most(count, fastest),
          [](auto& o) -> auto& { return o.server.wire.control_frame_burst; }, "control frames in a burst"),
      option(
          "max-ping-echo", any_size, [](auto& o) -> auto& { return o.server.connection.max_ping_echo; },
          "bytes of a ping's payload that its pong repeats"),
      option(
          "max-id", size, [](auto& o) -> auto& { return o.server.connection.message.id_bytes; },
          "bytes of an operation's id; 4400"),
      option(
          "max-json-depth", at_most(count, deepest),
          [](auto& o) -> auto& { return o.server.connection.message.json.depth; },
          "nesting of a message; 4400"),
      option(
          "max-json-nodes", count, [](auto& o) -> auto& { return o.server.connection.message.json.nodes; },
          "values in a message; 4400"),
      option(
          "max-json-key", size, [](auto& o) -> auto& { return o.server.connection.message.json.key_bytes; },
          "bytes of a member's name; 4400"),
      option(
          "max-json-number", size,
          [](auto& o) -> auto& { return o.server.connection.message.json.number_bytes; },
          "digits of a number; 4400"),
  };
}

std::vector<setting> queues() {
  return {
      option(
          "soft-queue", size, [](auto& o) -> auto& { return o.server.connection.soft_queue; },
          "bytes that wait for a client at which its sources and the reading from it stop"),
      option(
          "soft-queue-messages", count,
          [](auto& o) -> auto& { return o.server.connection.soft_queue_messages; },
          "messages that wait at which they stop"),
      option(
          "max-queue", at_least(size, 4096, "4KiB"),
          [](auto& o) -> auto& { return o.server.connection.max_queue; },
          "bytes that wait at which a slow consumer is closed; 1013"),
      option(
          "max-queue-messages", at_least(count, 16, "16"),
          [](auto& o) -> auto& { return o.server.connection.max_queue_messages; },
          "messages that wait; 1013"),
      option(
          "write-timeout", some_time, [](auto& o) -> auto& { return o.server.wire.write; },
          "without a byte taken while something waits; 1013"),
      option(
          "credit", count, [](auto& o) -> auto& { return o.server.connection.credit; },
          "events that a source may be ahead of what was written"),
      option(
          "slow-consumer",
          one_of<actors::slow_policy>("POLICY", {{"close", actors::slow_policy::close},
                                                 {"drop-oldest", actors::slow_policy::drop_oldest},
                                                 {"latest-only", actors::slow_policy::latest_only}}),
          [](auto& o) -> auto& { return o.server.connection.slow_consumer; },
          "what a client that is behind loses of a topic: close (the connection, at the limits above), "
          "drop-oldest (events beyond --credit) or latest-only (all but one)"),
      option(
          "send-buffer", buffer_size, [](auto& o) -> auto& { return o.server.wire.send_buffer; },
          "of the kernel (SO_SNDBUF); 0: as the kernel likes"),
      option(
          "linger", duration, [](auto& o) -> auto& { return o.server.wire.linger; },
          "a closed peer is read on for, so that it gets the close code"),
      option(
          "max-linger", any_size, [](auto& o) -> auto& { return o.server.wire.linger_bytes; },
          "bytes that are read then"),
  };
}

std::vector<setting> handshakes() {
  return {
      option(
          "handshake-timeout", some_time, [](auto& o) -> auto& { return o.server.http.handshake; },
          "from accept to the answer, TLS included"),
      option(
          "tls-handshake-timeout", some_time, [](auto& o) -> auto& { return o.server.http.tls_handshake; },
          "TLS alone"),
      option(
          "max-http-head", size, [](auto& o) -> auto& { return o.server.http.head; },
          "bytes of request line and headers; 431"),
      option(
          "max-http-fields", count, [](auto& o) -> auto& { return o.server.http.fields; },
          "header fields; 431"),
      option(
          "max-http-target", size, [](auto& o) -> auto& { return o.server.http.target; },
          "bytes of the request target; 414"),
      option(
          "max-http-name", size, [](auto& o) -> auto& { return o.server.http.field_name; },
          "bytes of a header's name; 431"),
      option(
          "max-http-value", size, [](auto& o) -> auto& { return o.server.http.field_value; },
          "bytes of a header's value; 431"),
  };
}

std::vector<setting> documents() {
  return {
      option(
          "max-document", size, [](auto& o) -> auto& { return o.graphql.document_bytes; },
          "bytes of a document"),
      option(
          "max-tokens", count, [](auto& o) -> auto& { return o.graphql.tokens; }, "of a document"),
      option(
          "max-nesting", at_most(count, deepest), [](auto& o) -> auto& { return o.graphql.nesting; },
          "of anything in a document"),
      option(
          "max-selection-depth", at_most(count, deepest),
          [](auto& o) -> auto& { return o.graphql.selection_depth; }, "of fields in fields"),
      option(
          "max-root-aliases", count, [](auto& o) -> auto& { return o.graphql.root_aliases; },
          "of one operation"),
      option(
          "max-directives", count, [](auto& o) -> auto& { return o.graphql.directives_per_node; },
          "at one place"),
      option(
          "max-fragment-definitions", count, [](auto& o) -> auto& { return o.graphql.fragments; },
          "of a document"),
      option(
          "max-selections", count, [](auto& o) -> auto& { return o.graphql.expanded_selections; },
          "of an operation, fragments unfolded"),
      option(
          "max-variables", count, [](auto& o) -> auto& { return o.graphql.variables; }, "of an operation"),
      option(
          "max-introspection-depth", count, [](auto& o) -> auto& { return o.graphql.introspection_depth; },
          "of an introspection"),
      option(
          "max-introspection-fields", count, [](auto& o) -> auto& { return o.graphql.introspection_fields; },
          "of an introspection"),
      option(
          "max-argument-values", count, [](auto& o) -> auto& { return o.graphql.coerced_values; },
          "of an operation's arguments, variables put in"),
      option(
          "max-argument-bytes", size, [](auto& o) -> auto& { return o.graphql.coerced_bytes; },
          "of an operation's arguments, variables put in"),
      option(
          "max-response", size, [](auto& o) -> auto& { return o.graphql.response_bytes; },
          "bytes of one result; execution stops there"),
  };
}

} // namespace

const std::vector<setting_group>& setting_groups() {
  static const std::vector<setting_group> groups{
      {"Serving", serving()},
      {"Who may connect", access()},
      {"Taking part in a cluster", cluster()},
      {"Limits of connections", connections()},
      {"Limits of what a client sends", messages()},
      {"Limits of a GraphQL document; an error above them", documents()},
      {"Limits of what waits for a client", queues()},
      {"Limits of the HTTP upgrade", handshakes()},
      {"Limits of the whole", overload()},
  };
  return groups;
}

const setting* find_setting(std::string_view name) {
  for (const auto& group : setting_groups())
    for (const auto& one : group.settings)
      if (one.name == name)
        return &one;
  return nullptr;
}

std::string suggestion(std::string_view word, const std::function<std::string(std::string_view)>& spelling) {
  std::vector<std::string> names;
  for (const auto& group : setting_groups())
    for (const auto& one : group.settings)
      names.push_back(spelling(one.name));
  return did_you_mean(word, names);
}

} // namespace mitos::net
