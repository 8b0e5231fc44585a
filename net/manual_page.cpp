#include "net/graphql_commands.hpp"
#include "net/node.hpp"
#include "net/option_table.hpp"

namespace mitos::net {
namespace {

/// As text of roff: nothing in it is a request, and a hyphen is a minus, so that it can be copied.
std::string roff(std::string_view text) {
  std::string all;
  bool begins = true;
  for (const char c : text) {
    if (begins && (c == '.' || c == '\''))
      all += "\\&";
    all += c == '-' ? "\\-" : c == '\\' ? "\\e" : std::string(1, c);
    begins = c == '\n';
  }
  return all;
}

std::string entry(const setting& one, const node_options& defaults) {
  const auto fallback = one.write(defaults);
  return ".TP\n\\fB\\-\\-" + roff(one.name) + "\\fR" +
         (one.is_switch() ? "" : " \\fI" + roff(one.form) + "\\fR") + '\n' + roff(one.meaning) +
         (fallback.empty() ? "" : roff(" [" + fallback + ']')) + '\n';
}

std::string options() {
  std::string text;
  const node_options defaults;
  for (const auto& group : setting_groups()) {
    text += ".SS " + roff(group.title) + '\n';
    for (const auto& one : group.settings)
      text += entry(one, defaults);
  }
  return text;
}

/// A text as it is printed.
std::string verbatim(std::string_view text) { return ".nf\n" + roff(text) + ".fi\n"; }

std::string engine_commands() {
  std::string text;
  for (const auto& usage : graphql_command_usages())
    text += ".SS mitos " + roff(usage.name) + '\n' + verbatim(usage.help);
  return text;
}

constexpr std::string_view description = R"(.SH NAME
mitos \- serves GraphQL over WebSocket
.SH SYNOPSIS
.nf
)";

constexpr std::string_view after_options = R"(.SH VALUES
A
.I DURATION
is 500ms, 3s, 1m, 2h or 0.
A
.I SIZE
is bytes, or 64KiB, 1MiB, 1GiB.
In brackets stands the default.
.SH ENVIRONMENT
Each option of a node is also a variable:
.B \-\-max\-message
is
.BR MITOS_MAX_MESSAGE ;
several values are separated by commas.
.TP
.B NOTIFY_SOCKET
Set by systemd, which is told when a node serves and when it drains.
.SH FILES
.TP
.I /etc/mitos/mitos.toml
What the service reads:
.B \-\-config
names it.
Each option is a key, without the dashes: max\-message = "1MiB".
Flags win over the environment, the environment over the file, the file over the default.
.SH SIGNALS
SIGTERM and SIGINT drain: no new connections, every connection is closed with 1012, and the process ends within
.BR \-\-drain .
A second one ends it at once.
SIGHUP is ignored.
.SH EXIT STATUS
Of a node; the other commands say theirs above.
.TP
.B 0
drained after SIGTERM or SIGINT
.TP
.B 1
failed while running, or forced to end by a second signal
.TP
.B 2
wrong configuration
.TP
.B 3
the address is in use
.SH SEE ALSO
.BR systemd.service (5)
)";

/// `value` as TOML.
std::string toml(const std::string& value) {
  const bool is_number = value.find_first_not_of("0123456789") == value.npos;
  return is_number ? value : '"' + value + '"';
}

std::string example(const setting& one, const node_options& defaults) {
  const auto fallback = one.write(defaults);
  const auto head = "# " + std::string(one.meaning);
  const auto assigned = "\n#" + std::string(one.name) + " = ";
  if (one.is_switch())
    return head + assigned + "false\n";
  if (fallback.empty())
    return head + assigned + std::string(one.form) + '\n';
  return one.is_found_out ? head + " [" + fallback + ']' + assigned + std::string(one.form) + '\n'
                          : head + assigned + toml(fallback) + '\n';
}

} // namespace

std::string manual_page() {
  const auto version = version_text();
  return ".TH MITOS 1 \"\" \"" + version.substr(0, version.find('\n')) + "\" \"User Commands\"\n" +
         std::string(description) + roff(usages()) + ".fi\n.SH OPTIONS OF A NODE\n" + options() +
         ".SH THE ENGINE WITHOUT A NODE\n" + engine_commands() + std::string(after_options);
}

std::string example_file() {
  std::string text =
      "# What the service mitos is told: each option of `mitos node`, with its default, commented out.\n"
      "# `man mitos` explains the values.\n";
  const node_options defaults;
  for (const auto& group : setting_groups()) {
    text += "\n# " + std::string(group.title) + "\n\n";
    for (const auto& one : group.settings)
      if (one.name != "config")
        text += example(one, defaults);
  }
  return text;
}

} // namespace mitos::net
