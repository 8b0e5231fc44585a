/// What the commands of the engine are told on the command line, and what their --help says.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mitos::net {

/// The options are paths, empty where they were not given.
struct graphql_arguments {
  std::string schema;
  std::string root;
  std::string variables;
  std::optional<std::string> operation;
  std::vector<std::string> files; ///< what is no option
};

/// What a command takes.
struct graphql_usage {
  std::string name;
  std::string purpose;              ///< "prints ..."
  std::vector<std::string> options; ///< "--schema"
  bool needs_schema = true;
  std::size_t least_files = 0; ///< and one at most
  std::string help;
};

/// Whether the value of an option of theirs is a file.
bool takes_file(const std::string& option);

graphql_usage validate_usage();
graphql_usage execute_usage();
graphql_usage print_schema_usage();

/// Nothing where help is wanted. Throws configuration_error.
std::optional<graphql_arguments> read_graphql_arguments(const graphql_usage& usage,
                                                        const std::vector<std::string>& arguments);

} // namespace mitos::net
