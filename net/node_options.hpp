/// What a node is told, from whatever source.
#pragma once

#include "actors/cluster_options.hpp"
#include "net/cluster_link_options.hpp"
#include "net/option_values.hpp"
#include "net/server_options.hpp"
#include "proto/graphql/limits.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mitos::net {

/// A node's part in a cluster.
struct cluster_part {
  std::optional<host_and_port> listen;    ///< none: it takes part in none
  std::vector<host_and_port> join;        ///< some of its peers
  std::optional<host_and_port> advertise; ///< none: where it listens
  /// What follows from these three and from other options is filled in from them: name, addresses, seeds.
  actors::cluster_options says;
  cluster_link_options links; ///< the same
};

struct node_options {
  host_and_port listen{"127.0.0.1", 8080};
  std::optional<std::size_t> io_threads;      ///< none: one per core
  std::string name;                           ///< empty: the name of the host
  std::optional<std::size_t> max_connections; ///< none: what ulimit -n has room for
  std::chrono::nanoseconds drain = std::chrono::seconds(10);
  bool insecure = false;
  std::string log_level = "info";
  std::string schema; ///< a file; empty: the default schema
  std::string root;   ///< a file; empty: null
  std::chrono::nanoseconds event_interval = std::chrono::seconds(1);
  proto::graphql::limits graphql;
  std::string config; ///< the file that was read, empty where there was none
  /// Address, port, io_threads, max_connections and tls are filled in from the rest.
  server_options server;
  tls_files tls;
  bool metrics = false; ///< GET /metrics is served
  cluster_part cluster;
};

/// One value for one option, and where it stood.
struct assignment {
  std::string option; ///< its name: "max-message"
  std::string value;  ///< of an option that takes several: separated by commas
  std::string where;  ///< "--max-message", "MITOS_MAX_MESSAGE", "mitos.toml:3:1: max-message"
};
using assignments = std::vector<assignment>;

// The sources. Each throws configuration_error for what names no option, and suggests one.

/// Every MITOS_ variable, but those with which Kubernetes describes a service of that name and MITOS_ARGS,
/// which start scripts use.
assignments from_environment(const char* const* environment);
assignments from_file(const std::string& path);

/// Defaults, overwritten by each of `given` in turn, and checked as a whole.
node_options make_node_options(const assignments& given);

/// What asks for a text instead of a node.
struct help_wanted {};
struct node_help_wanted {};
struct version_wanted {};
struct completion_wanted {
  std::string shell; ///< bash, zsh or fish
};
using command = std::variant<node_options, help_wanted, node_help_wanted, version_wanted, completion_wanted>;

/// What the arguments ask for; flags over environment over file over default.
command read_command(int count, const char* const* arguments, const char* const* environment);

/// What `mitos --help` prints.
std::string program_help();
/// Its lines that show the commands.
std::string usages();
/// What `mitos node --help` prints.
std::string node_help();
/// What `mitos completion bash` prints, or zsh or fish.
std::string completion_script(std::string_view shell);
/// mitos(1), as roff.
std::string manual_page();
/// Every option of a node with its default, commented out: the TOML file that is installed.
std::string example_file();

} // namespace mitos::net
