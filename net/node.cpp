#include "net/node.hpp"

#include "actors/configure.hpp"
#include "actors/default_schema.hpp"
#include "actors/root_schema.hpp"
#include "actors/schema_executor.hpp"
#include "actors/topics.hpp"
#include "net/cluster.hpp"
#include "net/file_limit.hpp"
#include "net/input_file.hpp"
#include "net/memory.hpp"
#include "net/metrics_text.hpp"
#include "net/server.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <spdlog/logger.h>

#include <algorithm>
#include <arpa/inet.h>
#include <netdb.h>
#include <thread>
#include <unistd.h>

namespace mitos::net {
namespace {

std::size_t cores() { return std::max(1U, std::thread::hardware_concurrency()); }

/// Set in code only: CAF would read an ini file and arguments if it were told to parse.
struct system_config : caf::actor_system_config {
  system_config() {
    set("scheduler.max-threads", cores());
    actors::configure(*this);
  }
};

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "mitos";
}

/// Names are looked up once; what listens takes numbers.
std::string numeric_address(std::string_view option, const std::string& host) {
  if (host.empty())
    return "0.0.0.0";
  if (host == "localhost")
    return "127.0.0.1";
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int fault = ::getaddrinfo(host.c_str(), nullptr, &hints, &found); fault != 0)
    throw configuration_error(std::string(option) + ": \"" + host +
                              "\" is no address and no name that is known here (" + ::gai_strerror(fault) +
                              "): write an address of this machine, e.g. 127.0.0.1");
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(found, ::freeaddrinfo);
  std::array<char, NI_MAXHOST> text{};
  ::getnameinfo(found->ai_addr, found->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
  return text.data();
}

server_options server_part(const node_options& options, std::size_t file_limit) {
  auto part = options.server;
  part.address = numeric_address("listen", options.listen.host);
  part.port = options.listen.port;
  part.io_threads = options.io_threads.value_or(cores());
  part.max_connections = options.max_connections.value_or(connections_within(file_limit));
  if (!part.overload.memory)
    part.overload.memory = memory_of_machine();
  return part;
}

void warn_of_few_files(spdlog::logger& log, const server_options& options, std::size_t file_limit) {
  if (connections_within(file_limit) < options.max_connections)
    log.warn("ulimit -n is {}: it has room for {} connections, not for {}: raise it to {} (ulimit -n, or "
             "LimitNOFILE= of systemd), or lower --max-connections",
             file_limit, connections_within(file_limit), options.max_connections,
             options.max_connections + reserved_files);
  else if (file_limit < 2 * reserved_files)
    log.warn("ulimit -n is {}: at most {} connections: raise it (ulimit -n, or LimitNOFILE= of systemd)",
             file_limit, options.max_connections);
}

actors::served_schema schema_of_files(const node_options& options) {
  return actors::root_schema(read_schema(options.schema),
                             options.root.empty() ? proto::json::value() : read_json(options.root),
                             std::chrono::ceil<std::chrono::milliseconds>(options.event_interval));
}

proto::cluster::address address_of(const host_and_port& where) { return {where.host, where.port}; }

/// A name stays one, since a certificate may be for it.
proto::cluster::address dialled_at(const cluster_part& part, const cluster_link_options& links) {
  auto at = address_of(part.advertise.value_or(*part.listen));
  if (!part.advertise && at.host == "localhost")
    at.host = links.address;
  return at;
}

std::unique_ptr<cluster> make_cluster(const cluster_part& part, const std::string& name,
                                      actors::topics& topics, caf::actor_system& system,
                                      const std::shared_ptr<spdlog::logger>& log) {
  if (!part.listen)
    return {};
  auto links = part.links;
  links.address = numeric_address("cluster-listen", part.listen->host);
  links.port = part.listen->port;
  links.max_frame = part.says.max_frame;
  auto says = part.says;
  says.node = name;
  says.at = dialled_at(part, links);
  for (const auto& peer : part.join)
    says.seeds.push_back(address_of(peer));
  try {
    return std::make_unique<cluster>(topics, system, std::move(says), std::move(links), log);
  } catch (const std::invalid_argument& fault) {
    throw configuration_error(fault.what());
  }
}

std::string_view trust_of(const cluster_link_options& links) {
  if (!links.secret.empty())
    return "TLS by secret";
  return links.certificate.empty() ? "without TLS" : "TLS by certificates";
}

std::string joining(const std::vector<host_and_port>& peers) {
  std::string text;
  for (const auto& one : peers)
    text += (text.empty() ? "joining " : ", ") + write_host_and_port(one);
  return text.empty() ? "waiting to be joined" : text;
}

} // namespace

struct node::impl {
  impl(const node_options& given, const std::string& called, std::size_t file_limit,
       std::shared_ptr<spdlog::logger> logger)
      : options(given),
        name(called),
        log(std::move(logger)),
        system(config),
        topics(system, name),
        part_of(make_cluster(options.cluster, name, topics, system, log)),
        serving(system, server_part(given, file_limit),
                {.executor = executor(), .log = log, .metrics_text = metrics()}) {
    const auto part = server_part(given, file_limit);
    max_connections = std::min(part.max_connections, connections_within(file_limit));
    warn_of_few_files(*log, part, file_limit);
  }

  actors::node_facts facts() {
    actors::node_facts result;
    result.name = name;
    result.version = MITOS_VERSION;
    result.connections = [this] { return serving.metric("connections"); };
    result.operations = [this] { return serving.metric("operations"); };
    result.topics = [heard = topics.heard_metric()] { return heard->value(); };
    if (part_of)
      result.members = [this] { return part_of->members(); };
    return result;
  }

  /// Called on the io threads, which end before the server does.
  actors::executor_factory executor() {
    auto schema = options.schema.empty() ? actors::default_schema(facts()) : schema_of_files(options);
    schema.limits = options.graphql;
    return actors::serves(std::move(schema), topics);
  }

  /// The same.
  std::function<std::string()> metrics() {
    if (!options.metrics)
      return {};
    return [this] {
      return metrics_text({serving.metrics(), topics.heard(), part_of ? part_of->members() : nullptr});
    };
  }

  void join() {
    if (!part_of)
      return log->info("no cluster: topics are this node's own; --cluster-listen makes it take part");
    part_of->start();
    const auto& part = options.cluster;
    const auto heard = part_of->endpoint();
    log->info("cluster \"{}\": as {} at {}, {}, {}", part.says.cluster, name,
              part.advertise ? write_host_and_port(*part.advertise) + " (listening at " + heard + ')' : heard,
              trust_of(part.links), joining(part.join));
  }

  node_options options;
  std::string name;
  std::shared_ptr<spdlog::logger> log;
  std::size_t max_connections = 0;
  system_config config;
  caf::actor_system system;
  actors::topics topics;
  std::unique_ptr<cluster> part_of; ///< none: of no cluster
  server serving;
};

node::node(const node_options& options, std::shared_ptr<spdlog::logger> log)
    : impl_(std::make_unique<impl>(options, options.name.empty() ? host_name() : options.name,
                                   raise_file_limit(), std::move(log))) {}

node::~node() = default;

void node::start() {
  impl_->join();
  impl_->serving.start();
  const auto& options = impl_->options;
  impl_->log->info("ready: mitos {} at {}://{}{} speaks graphql-transport-ws and graphql-ws, as {}, "
                   "for {} connections",
                   MITOS_VERSION, options.server.tls ? "wss" : "ws", endpoint(), options.server.path,
                   impl_->name, impl_->max_connections);
}

std::size_t node::drain() {
  impl_->log->info("draining: {} connections within {}", impl_->serving.metric("connections"),
                   write_duration(impl_->options.drain));
  if (impl_->part_of)
    impl_->part_of->leave();
  return impl_->serving.drain(impl_->options.drain);
}

void node::stop() {
  impl_->serving.stop();
  if (impl_->part_of)
    impl_->part_of->stop();
}

std::string node::endpoint() const { return impl_->serving.endpoint(); }

} // namespace mitos::net
