/// What the shells are told of the program, each in its own language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mitos::net {

struct completed_option {
  std::string name; ///< "--log-level"
  std::string form; ///< empty for a switch
  std::string meaning;
  std::vector<std::string> words{}; ///< where it takes only these
  bool is_file = false;
  bool is_repeated = false;
};

struct completed_command {
  std::string name;
  std::string purpose;
  std::vector<completed_option> options{};
  bool takes_a_file = false;
  std::vector<std::string> words{}; ///< instead of options
};

/// Every command, from the tables that the program itself reads.
std::vector<completed_command> completed_commands();

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

// What they are made with.

template <class Things, class Text>
std::string joined(const Things& things, std::string_view between, Text text) {
  std::string all;
  for (const auto& thing : things)
    all += (all.empty() ? "" : std::string(between)) + text(thing);
  return all;
}

template <class Things>
std::string names(const Things& things) {
  return joined(things, " ", [](const auto& thing) { return thing.name; });
}

std::string spaced(const std::vector<std::string>& words);
/// With a backslash before each of `special`.
std::string escaped(std::string_view text, std::string_view special);
/// In single quotes; one within is written as the shell wants it.
std::string quoted(std::string_view text, std::string_view quote_as);

} // namespace mitos::net
