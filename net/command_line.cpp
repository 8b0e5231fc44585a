#include "net/graphql_commands.hpp"
#include "net/option_table.hpp"
#include "net/parse_arguments.hpp"

#include <CLI/CLI.hpp>

#include <map>

namespace mitos::net {
namespace {

std::string flag_name(std::string_view option) { return "--" + std::string(option); }

/// The texts of the flags that were given, by option.
using flags = std::map<std::string_view, CLI::Option*>;

flags add_flags(CLI::App& app) {
  flags all;
  for (const auto& group : setting_groups())
    for (const auto& one : group.settings)
      all[one.name] = one.is_switch()
                          ? app.add_flag(flag_name(one.name))
                          : app.add_option(flag_name(one.name))
                                ->expected(1)
                                ->multi_option_policy(one.is_list() ? CLI::MultiOptionPolicy::TakeAll
                                                                    : CLI::MultiOptionPolicy::Throw);
  return all;
}

std::string joined(const std::vector<std::string>& values) {
  std::string all;
  for (const auto& value : values)
    all += (all.empty() ? "" : ",") + value;
  return all;
}

assignments given_flags(const flags& all) {
  assignments found;
  for (const auto& [name, flag] : all)
    if (flag->count() > 0)
      found.push_back({std::string(name), joined(flag->results()), flag_name(name)});
  return found;
}

[[noreturn]] void refuse(const std::string& word) {
  if (word.starts_with("-"))
    throw configuration_error("there is no option " + word + suggestion(word, flag_name));
  throw configuration_error("\"" + word + "\" is not understood here: options begin with --");
}

std::string config_path(const assignments& environment, const assignments& arguments) {
  std::string path;
  for (const auto* source : {&environment, &arguments})
    for (const auto& one : *source)
      if (one.option == "config")
        path = one.value;
  return path;
}

node_options collect(const assignments& arguments, const char* const* variables) {
  const auto environment = from_environment(variables);
  const auto path = config_path(environment, arguments);
  auto all = path.empty() ? assignments{} : from_file(path);
  all.insert(all.end(), environment.begin(), environment.end());
  all.insert(all.end(), arguments.begin(), arguments.end());
  return make_node_options(all);
}

command read_node(const std::vector<std::string>& arguments, const char* const* environment) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  const auto* help = app.add_flag("--help,-h");
  const auto all = add_flags(app);
  parse_arguments(app, arguments);
  if (help->count() > 0)
    return node_help_wanted{};
  if (const auto rest = app.remaining(); !rest.empty())
    refuse(rest.front());
  return collect(given_flags(all), environment);
}

command read_completion(const std::vector<std::string>& words) {
  const std::vector<std::string> shells{"bash", "zsh", "fish"};
  if (words.size() == 2 && (words[1] == "--help" || words[1] == "-h"))
    return help_wanted{};
  if (words.size() != 2)
    throw configuration_error("completion is for one shell: write mitos completion bash, zsh or fish");
  if (std::find(shells.begin(), shells.end(), words[1]) == shells.end())
    throw configuration_error('"' + words[1] + "\" is no shell that is known here: write bash, zsh or fish" +
                              did_you_mean(words[1], shells));
  return completion_wanted{words[1]};
}

[[noreturn]] void refuse_command(const std::string& word) {
  std::vector<std::string> known{"node", "completion", "--version", "--help"};
  for (const auto& usage : graphql_command_usages())
    known.push_back(usage.name);
  throw configuration_error('"' + word + "\" is no command" + did_you_mean(word, known));
}

} // namespace

command read_command(int count, const char* const* arguments, const char* const* environment) {
  const std::vector<std::string> words(arguments + std::min(count, 1), arguments + count);
  const auto first = words.empty() ? std::string() : words.front();
  if (first == "node")
    return read_node({words.begin() + 1, words.end()}, environment);
  if (first == "completion")
    return read_completion(words);
  const bool asks_for_text = first == "--version" || first == "--help" || first == "-h" || first == "help";
  if (asks_for_text && words.size() > 1)
    throw configuration_error("\"" + words[1] + "\" is one word too many: write mitos " + first);
  if (first == "--version")
    return version_wanted{};
  if (asks_for_text)
    return help_wanted{};
  if (first.empty())
    throw configuration_error("nothing was asked for: write mitos node, or mitos --help");
  refuse_command(first);
}

} // namespace mitos::net
