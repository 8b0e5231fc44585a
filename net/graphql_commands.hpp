/// The commands that ask the engine without a node: validate, execute, print-schema.
#pragma once

#include "net/graphql_arguments.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::net {

/// What each of them ends with. `unanswered`: wrong usage, a file that cannot be read, a schema or JSON that
/// is invalid where a valid one is needed, an answer that cannot be written.
enum answer_code : int { answered = 0, refused = 1, unanswered = 2 };

std::vector<graphql_usage> graphql_command_usages();

/// Runs the command and returns an answer_code; nothing where `name` is none of theirs.
std::optional<int> run_graphql_command(std::string_view name, const std::vector<std::string>& arguments);

} // namespace mitos::net
