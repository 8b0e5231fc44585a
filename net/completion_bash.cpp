#include "net/completion.hpp"

namespace mitos::net {
namespace {

/// The patterns of a case: those options for which `holds`.
template <class Holds>
std::string bash_case(const std::vector<completed_option>& options, Holds holds, const std::string& then) {
  std::string pattern;
  for (const auto& one : options)
    if (holds(one))
      pattern += (pattern.empty() ? "" : "|") + one.name;
  return pattern.empty() ? "" : "        " + pattern + ") " + then + " ;;\n";
}

std::string bash_values(const std::vector<completed_option>& options) {
  auto text = bash_case(
      options, [](auto& one) { return one.is_file; }, "_mitos_files");
  for (const auto& one : options)
    if (!one.words.empty())
      text += "        " + one.name + ") _mitos_words '" + spaced(one.words) + "' ;;\n";
  return text +
         bash_case(
             options, [](auto& one) { return !one.form.empty() && !one.is_file && one.words.empty(); }, ":");
}

std::string bash_command(const completed_command& one) {
  const auto words = "_mitos_words '" + (one.options.empty() ? spaced(one.words) : names(one.options)) + '\'';
  const auto otherwise =
      one.takes_a_file ? "if [[ $current == -* ]]; then " + words + "; else _mitos_files; fi" : words;
  return "    " + one.name + ")\n      case $previous in\n" + bash_values(one.options) + "        *) " +
         otherwise + " ;;\n      esac ;;\n";
}

} // namespace

std::string bash_completion() {
  return R"(# Completion of mitos for bash: source <(mitos completion bash)
_mitos_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }
_mitos_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$current")
}
_mitos() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  # --option=value comes as three words.
  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD - 2]}; fi
  if ((COMP_CWORD == 1)); then
    _mitos_words ')" +
         names(completed_commands()) + R"('
    return
  fi
  case ${COMP_WORDS[1]} in
)" +
         joined(completed_commands(), "",
                [](const auto& one) {
                  return one.options.empty() && one.words.empty() ? std::string() : bash_command(one);
                }) +
         R"(  esac
}
complete -F _mitos mitos
)";
}

} // namespace mitos::net
