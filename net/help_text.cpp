#include "net/option_table.hpp"

namespace mitos::net {
namespace {

constexpr std::size_t text_column = 36;
constexpr std::size_t width = 110;

/// Breaks between words; later lines begin at the column of the first.
std::string wrapped(std::string_view words) {
  std::string text;
  std::size_t column = text_column;
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    if (column > text_column && column + end > width) {
      text += '\n' + std::string(text_column, ' ');
      column = text_column;
    }
    text += (column > text_column ? " " : "") + std::string(words.substr(0, end));
    column += end + 1;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return text;
}

std::string entry(const setting& one, const node_options& defaults) {
  auto line = "  --" + std::string(one.name) + (one.is_switch() ? "" : ' ' + std::string(one.form));
  if (line.size() < text_column)
    line.resize(text_column, ' ');
  else
    line += '\n' + std::string(text_column, ' ');
  const auto fallback = one.write(defaults);
  return line + wrapped(std::string(one.meaning) + (fallback.empty() ? "" : " [" + fallback + ']')) + '\n';
}

} // namespace

std::string usages() {
  return "  mitos node [options]                  runs a node\n"
         "  mitos validate --schema S [DOC]       prints the errors of a schema or document as JSON\n"
         "  mitos execute --schema S [options] DOC\n"
         "                                        executes a document over a JSON value\n"
         "  mitos print-schema S                  prints a schema as canonical SDL\n"
         "  mitos completion bash|zsh|fish        prints what completes commands and options in a shell\n"
         "  mitos --version                       says which version this is\n"
         "  mitos --help                          says this; each command has a --help of its own\n";
}

std::string program_help() {
  return "mitos: a GraphQL-over-WebSocket connection manager\n\n" + usages() +
         "\nExit codes of a node: 0 clean, 1 failed or forced to end by a second signal, 2 wrong\n"
         "configuration, 3 the address is in use.\n";
}

std::string node_help() {
  std::string text = "mitos node [options]: serves GraphQL over WebSocket\n";
  const node_options defaults;
  for (const auto& group : setting_groups()) {
    text += '\n' + std::string(group.title) + ":\n";
    for (const auto& one : group.settings)
      text += entry(one, defaults);
  }
  return text +
         "\nDURATION: 500ms, 3s, 1m, 2h, or 0. SIZE: bytes, or 64KiB, 1MiB, 1GiB. In brackets: the default.\n"
         "Each option is also an environment variable (--max-message is MITOS_MAX_MESSAGE; several values "
         "are\n"
         "separated by commas) and a key of the file that --config names. Flags win over the environment, "
         "the\n"
         "environment over the file, the file over the default.\n";
}

} // namespace mitos::net
