#include "net/completion.hpp"

namespace mitos::net {
namespace {

std::string zsh_quoted(std::string_view text) { return quoted(text, R"('\'')"); }

std::string zsh_option(const completed_option& one) {
  auto text = (one.is_repeated ? "*" : "") + one.name + (one.form.empty() ? "" : "=");
  if (!one.meaning.empty())
    text += '[' + escaped(one.meaning, "[]\\") + ']';
  if (!one.form.empty())
    text += ':' + escaped(one.form, ":\\") + ':' +
            (one.is_file         ? "_files"
             : one.words.empty() ? ""
                                 : '(' + spaced(one.words) + ')');
  return ' ' + zsh_quoted(text);
}

std::string zsh_command(const completed_command& one) {
  auto text = "    " + one.name + ") _arguments" + joined(one.options, "", zsh_option);
  if (one.takes_a_file)
    text += " ':file:_files'";
  if (!one.words.empty())
    text += " ':shell:(" + spaced(one.words) + ")'";
  return text + " ;;\n";
}

} // namespace

std::string zsh_completion() {
  const auto described = [](const auto& one) {
    return zsh_quoted(escaped(one.name, ":\\") + ':' + one.purpose);
  };
  return R"(#compdef mitos
# Completion of mitos for zsh: source <(mitos completion zsh), or a file _mitos in a folder of fpath.
_mitos() {
  local -a commands=()" +
         joined(completed_commands(), " ", described) + R"()
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
)" + joined(completed_commands(), "", zsh_command) +
         R"(  esac
}
if [[ $funcstack[1] == _mitos ]]; then _mitos "$@"; else compdef _mitos mitos; fi
)";
}

} // namespace mitos::net
