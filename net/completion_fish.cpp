#include "net/completion.hpp"

namespace mitos::net {
namespace {

std::string fish_quoted(std::string_view text) { return quoted(escaped(text, "\\"), R"(\')"); }

std::string fish_option(const std::string& condition, const completed_option& one) {
  auto text = "complete -c mitos -n " + condition + " -l " + one.name.substr(2);
  if (one.is_file)
    text += " -r -F";
  else if (!one.words.empty())
    text += " -x -a " + fish_quoted(spaced(one.words));
  else if (!one.form.empty())
    text += " -x";
  return text + (one.meaning.empty() ? "" : " -d " + fish_quoted(one.meaning)) + '\n';
}

std::string fish_command(const completed_command& one) {
  const bool is_flag = one.name.starts_with("--");
  auto text = "complete -c mitos -n __fish_use_subcommand " +
              (is_flag ? "-l " + one.name.substr(2) : "-a " + one.name) + " -d " + fish_quoted(one.purpose) +
              '\n';
  const auto condition = fish_quoted("__fish_seen_subcommand_from " + one.name);
  for (const auto& option : one.options)
    text += fish_option(condition, option);
  if (one.takes_a_file)
    text += "complete -c mitos -n " + condition + " -F\n";
  if (!one.words.empty())
    text += "complete -c mitos -n " + condition + " -a " + fish_quoted(spaced(one.words)) + '\n';
  return text;
}

} // namespace

std::string fish_completion() {
  return "# Completion of mitos for fish: mitos completion fish | source\ncomplete -c mitos -f\n" +
         joined(completed_commands(), "", fish_command);
}

} // namespace mitos::net
