#include "net/option_table.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace mitos::net {
namespace {

void assign(node_options& options, const assignment& given) {
  const auto* option = find_setting(given.option);
  if (!option)
    throw configuration_error(given.where + ": there is no such option");
  try {
    option->read(options, given.value);
  } catch (const configuration_error& fault) {
    throw configuration_error(given.where + ": " + fault.what());
  }
}

void check_path(const std::string& path) {
  const bool plain = std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (path.empty() || path.front() != '/' || !plain || path.find_first_of("?#") != std::string::npos)
    throw configuration_error("path: \"" + path +
                              "\" is not the path of a URL: write / and a name, e.g. /graphql");
  if (path == "/live" || path == "/ready")
    throw configuration_error("path: \"" + path + "\" tells the node's health: write another, e.g. /graphql");
  if (path == "/metrics")
    throw configuration_error("path: \"" + path +
                              "\" tells what the node counts: write another, e.g. /graphql");
}

/// An origin is a scheme and a host (RFC 6454): a page's address is the common mistake.
void check_origin(const std::string& origin) {
  const auto scheme = origin.find("://");
  const bool whole = scheme != std::string::npos && scheme > 0 && scheme + 3 < origin.size();
  if (origin != "*" && (!whole || origin.find_first_of("/?#", scheme + 3) != std::string::npos))
    throw configuration_error("allow-origin: \"" + origin +
                              "\" is no origin: write scheme://host or scheme://host:port without a path, "
                              "e.g. https://example.org, or *");
}

void check_order(std::string_view small, std::size_t a, std::string_view large, std::size_t b) {
  if (a > b)
    throw configuration_error(std::string(small) + " (" + write_size(a) + ") is above " + std::string(large) +
                              " (" + write_size(b) + "): lower the one or raise the other");
}

void check_schema(const node_options& options) {
  if (options.schema.empty() && !options.root.empty())
    throw configuration_error("root is given without schema: the default schema answers for itself");
  if (options.schema == "-" && options.root == "-")
    throw configuration_error(std::string("schema and root are both -: ").append(one_standard_input));
}

void check_tls(const tls_files& tls) {
  if (tls.certificate.empty() != tls.key.empty())
    throw configuration_error(tls.key.empty() ? "tls-cert is given without tls-key: TLS needs both"
                                              : "tls-key is given without tls-cert: TLS needs both");
}

/// Until there is a gatekeeper to choose, nobody is authenticated.
void check_exposure(const node_options& options) {
  if (!options.insecure && !is_loopback(options.listen.host))
    throw configuration_error("listen: " + write_host_and_port(options.listen) +
                              " can be reached from other machines, and nobody is authenticated: listen on "
                              "127.0.0.1 behind a proxy that authenticates, or say --insecure");
}

bool is_of_cluster(const setting& one) { return one.name == "join" || one.name.starts_with("cluster-"); }

/// Who listens for no peers takes part in nothing.
void check_alone(const node_options& options) {
  const node_options defaults;
  for (const auto& group : setting_groups())
    for (const auto& one : group.settings)
      if (is_of_cluster(one) && one.write(options) != one.write(defaults))
        throw configuration_error(
            std::string(one.name) +
            " is given without cluster-listen: a node of a cluster listens for the others: "
            "say where, e.g. --cluster-listen 127.0.0.1:7946");
}

void check_trust(const cluster_link_options& links) {
  const std::array<std::pair<std::string_view, const std::string&>, 3> files{
      {{"cluster-cert", links.certificate}, {"cluster-key", links.key}, {"cluster-ca", links.authority}}};
  const auto is_given = [](const auto& file) { return !file.second.empty(); };
  const auto given = std::find_if(files.begin(), files.end(), is_given);
  if (given == files.end())
    return;
  if (!links.secret.empty())
    throw configuration_error(
        "cluster-secret-file is given together with " + std::string(given->first) +
        ": nodes know each other by a secret or by certificates: leave one of them out");
  const auto missing = std::find_if_not(files.begin(), files.end(), is_given);
  if (missing != files.end())
    throw configuration_error(std::string(given->first) + " is given without " + std::string(missing->first) +
                              ": certificates between nodes need cluster-cert, cluster-key and cluster-ca");
}

void check_exposure(const cluster_part& cluster) {
  const auto& links = cluster.links;
  const bool trusted = !links.secret.empty() || !links.certificate.empty();
  if (!trusted && !links.insecure && !is_loopback(cluster.listen->host))
    throw configuration_error("cluster-listen: " + write_host_and_port(*cluster.listen) +
                              " can be reached from other machines, and whoever reaches it is taken for a "
                              "node: give --cluster-secret-file or certificates, or say --cluster-insecure");
}

/// Peers cannot dial every address, or any port.
void check_advertised(const cluster_part& cluster) {
  const auto& told = cluster.advertise.value_or(*cluster.listen);
  if (told.host.empty() || told.host == "0.0.0.0" || told.host == "::")
    throw configuration_error(
        (cluster.advertise ? "cluster-advertise: " : "cluster-listen: ") + write_host_and_port(told) +
        " is every address, and peers must know which one to dial: write --cluster-advertise HOST:PORT");
  if (cluster.advertise && told.port == 0)
    throw configuration_error("cluster-advertise: " + write_host_and_port(told) +
                              " has no port that can be dialled: write the one that --cluster-listen has");
}

void check_joined(const host_and_port& peer) {
  if (peer.host.empty() || peer.port == 0)
    throw configuration_error("join: " + write_host_and_port(peer) +
                              " cannot be dialled: write HOST:PORT of another node, e.g. 127.0.0.1:7947");
}

void check_cluster(const node_options& options) {
  const auto& cluster = options.cluster;
  if (!cluster.listen)
    return check_alone(options);
  std::for_each(cluster.join.begin(), cluster.join.end(), check_joined);
  check_trust(cluster.links);
  check_exposure(cluster);
  check_advertised(cluster);
}

void check(const node_options& options) {
  check_path(options.server.path);
  std::for_each(options.server.allowed_origins.begin(), options.server.allowed_origins.end(), check_origin);
  const auto& limits = options.server.connection;
  check_order("max-early-message", limits.max_early_message, "max-message", limits.max_message);
  check_order("soft-queue", limits.soft_queue, "max-queue", limits.max_queue);
  check_order("soft-queue-messages", limits.soft_queue_messages, "max-queue-messages",
              limits.max_queue_messages);
  check_schema(options);
  check_tls(options.tls);
  check_exposure(options);
  check_cluster(options);
}

} // namespace

node_options make_node_options(const assignments& given) {
  node_options options;
  for (const auto& one : given)
    assign(options, one);
  check(options);
  if (!options.tls.certificate.empty())
    options.server.tls = options.tls;
  return options;
}

} // namespace mitos::net
