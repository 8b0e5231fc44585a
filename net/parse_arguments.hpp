/// Words of the command line read by CLI11, its complaints in our words.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace mitos::net {

/// Throws configuration_error.
void parse_arguments(CLI::App& app, const std::vector<std::string>& words);

} // namespace mitos::net
