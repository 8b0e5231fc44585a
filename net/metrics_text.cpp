#include "net/metrics_text.hpp"

#include <algorithm>
#include <array>

namespace mitos::net {
namespace {

struct described {
  std::string_view name; ///< as it is counted; counters get _total behind it
  std::string_view type;
  std::string_view help;
};

constexpr std::string_view counter = "counter";
constexpr std::string_view gauge = "gauge";

/// Of a server (actors/metrics.hpp).
constexpr std::array of_server{
    described{"connections", gauge, "WebSockets that are open"},
    described{"admissions_pending", gauge, "Verdicts that the gatekeeper owes"},
    described{"operations", gauge, "Operations in progress"},
    described{"connections_opened", counter, "Upgrades that were answered with 101"},
    described{"connections_ready", counter, "Connections that were acknowledged"},
    described{"connections_failed", counter, "Connections that ended by a fault of the node"},
    described{"init_timeouts", counter, "Connections that were closed with 4408"},
    described{"slow_consumers", counter, "Connections that were closed with 1013"},
    described{"messages_received", counter, "Messages of clients, also malformed ones"},
    described{"messages_sent", counter, "Messages that were queued for clients"},
    described{"messages_dropped", counter, "Messages that came when nothing had to be done about them"},
    described{"results_suppressed", counter, "Results of operations that had ended"},
    described{"results_dropped", counter, "Results that slow clients lost"},
    described{"operations_started", counter, "Operations within the limit of their connection"},
    described{"operations_refused", counter, "Operations over the limit of their connection"},
    described{"hooks_failed", counter, "Hooks of the host that threw"},
    described{"sockets", gauge, "Sockets that count against the most connections"},
};

struct described_link {
  described what;
  actors::metric actors::link_metrics::*member;
};

/// Of a peer (actors/cluster_view.hpp).
constexpr std::array of_link{
    described_link{{"events_out", counter, "Events sent to a peer; again where a link broke"},
                   &actors::link_metrics::events_out},
    described_link{{"events_in", counter, "Events received from a peer, each once"},
                   &actors::link_metrics::events_in},
    described_link{{"bytes_out", counter, "Bytes of frames sent to a peer"},
                   &actors::link_metrics::bytes_out},
    described_link{{"bytes_in", counter, "Bytes of frames received from a peer"},
                   &actors::link_metrics::bytes_in},
    described_link{{"lost_out", counter, "Events for a peer that it will never get"},
                   &actors::link_metrics::lost_out},
    described_link{{"lost_in", counter, "Events of a peer that never came"}, &actors::link_metrics::lost_in},
    described_link{{"links", counter, "Links to a peer that were agreed on by both"},
                   &actors::link_metrics::links},
    described_link{{"queued", gauge, "Events that wait here for a peer"}, &actors::link_metrics::queued},
    described_link{{"queued_bytes", gauge, "Bytes of events that wait here for a peer"},
                   &actors::link_metrics::queued_bytes},
};

std::string full_name(const described& what, std::string_view prefix) {
  return std::string(prefix).append(what.name).append(what.type == counter ? "_total" : "");
}

void head(std::string& text, const std::string& name, std::string_view type, std::string_view help) {
  ((text += "# HELP ") += name) += ' ';
  (text += help) += '\n';
  ((text += "# TYPE ") += name) += ' ';
  (text += type) += '\n';
}

void sample(std::string& text, const std::string& name, const std::string& labels, const std::string& value) {
  ((text += name) += labels) += ' ';
  (text += value) += '\n';
}

std::string label(std::string_view name, std::string_view value) {
  auto text = std::string(name) + "=\"";
  for (const char c : value)
    if (c == '\n')
      text += "\\n";
    else
      (text += c == '\\' || c == '"' ? "\\" : "") += c;
  return text + '"';
}

std::string labels_of(const actors::member& one) {
  return label("node", one.name) + ',' + label("address", one.address) + ',' + label("id", one.id);
}

std::string seconds(std::int64_t nanoseconds) {
  constexpr std::int64_t second = 1'000'000'000;
  const auto fraction = std::to_string(second + nanoseconds % second).substr(1);
  return std::to_string(nanoseconds / second) + '.' + fraction;
}

void add_server(std::string& text, const metrics_snapshot& server) {
  for (const auto& [known, value] : server) {
    const auto row = std::find_if(of_server.begin(), of_server.end(),
                                  [name = known](const described& each) { return each.name == name; });
    const auto what = row != of_server.end() ? *row : described{known, "untyped", "Of the server"};
    const auto name = full_name(what, "mitos_");
    head(text, name, what.type, what.help);
    sample(text, name, "", std::to_string(value));
  }
}

template <class Value>
void add_links(std::string& text, const actors::members& members, const described& what, Value value) {
  const auto name = full_name(what, "mitos_cluster_");
  head(text, name, what.type, what.help);
  for (const auto& one : members)
    if (one.link)
      sample(text, name, '{' + labels_of(one) + '}', value(*one.link));
}

void add_members(std::string& text, const actors::members& members) {
  head(text, "mitos_cluster_member", gauge,
       "A member of the cluster, this node included, as this node sees it");
  for (const auto& one : members)
    sample(text, "mitos_cluster_member",
           '{' + labels_of(one) + ',' + label("state", to_text(one.state)) + '}', "1");
}

void add_cluster(std::string& text, const actors::members& members) {
  add_members(text, members);
  for (const auto& [what, member] : of_link)
    add_links(text, members, what,
              [which = member](const auto& link) { return std::to_string((link.*which).value()); });
  add_links(text, members, {"round_trip_seconds", gauge, "Of the last ping to a peer"},
            [](const auto& link) { return seconds(link.round_trip.value()); });
}

} // namespace

std::string metrics_text(const counts& now) {
  std::string text;
  add_server(text, now.server);
  head(text, "mitos_topics", gauge, "Topics with a subscriber on this node");
  sample(text, "mitos_topics", "", std::to_string(now.topics));
  if (now.cluster)
    add_cluster(text, *now.cluster);
  return text;
}

} // namespace mitos::net
