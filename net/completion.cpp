#include "net/completion.hpp"

#include "net/graphql_commands.hpp"
#include "net/option_table.hpp"

namespace mitos::net {
namespace {

std::vector<completed_option> options_of_node() {
  std::vector<completed_option> all;
  for (const auto& group : setting_groups())
    for (const auto& one : group.settings)
      all.push_back({"--" + std::string(one.name), std::string(one.form), std::string(one.meaning), one.words,
                     one.is_file(), one.is_list()});
  all.push_back({"--help", "", "says this"});
  return all;
}

completed_command command_of(const graphql_usage& usage) {
  completed_command made{usage.name, usage.purpose, {}, true, {}};
  for (const auto& name : usage.options) {
    const bool is_switch = name == "--help";
    made.options.push_back({name,
                            is_switch          ? ""
                            : takes_file(name) ? "FILE"
                                               : "NAME",
                            "",
                            {},
                            takes_file(name)});
  }
  return made;
}

} // namespace

std::vector<completed_command> completed_commands() {
  std::vector<completed_command> all{{"node", "runs a node", options_of_node()}};
  for (const auto& usage : graphql_command_usages())
    all.push_back(command_of(usage));
  all.push_back({"completion",
                 "prints what completes commands and options in a shell",
                 {},
                 false,
                 {"bash", "zsh", "fish"}});
  all.push_back({"--version", "says which version this is"});
  all.push_back({"--help", "says which commands there are"});
  return all;
}

std::string spaced(const std::vector<std::string>& words) {
  return joined(words, " ", [](const std::string& word) { return word; });
}

std::string escaped(std::string_view text, std::string_view special) {
  std::string all;
  for (const char c : text) {
    if (special.find(c) != special.npos)
      all += '\\';
    all += c;
  }
  return all;
}

std::string quoted(std::string_view text, std::string_view quote_as) {
  std::string all = "'";
  for (const char c : text)
    all += c == '\'' ? std::string(quote_as) : std::string(1, c);
  return all + '\'';
}

std::string completion_script(std::string_view shell) {
  return shell == "bash" ? bash_completion() : shell == "zsh" ? zsh_completion() : fish_completion();
}

} // namespace mitos::net
