#include "net/option_table.hpp"

#include <algorithm>
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
