#include "net/graphql_commands.hpp"
#include "net/node.hpp"

#include <cstdio>
#include <exception>
#include <unistd.h>

namespace {

using namespace mitos::net;

int print(const std::string& text) {
  return std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0 ? runtime_failure : clean_exit;
}

int carry_out(const node_options& options) { return run_node(options); }
int carry_out(help_wanted) { return print(program_help()); }
int carry_out(node_help_wanted) { return print(node_help()); }
int carry_out(version_wanted) { return print(version_text()); }
int carry_out(const completion_wanted& asked) { return print(completion_script(asked.shell)); }

} // namespace

int main(int count, char** arguments) {
  try {
    if (count > 1)
      if (const auto code = run_graphql_command(arguments[1], {arguments + 2, arguments + count}))
        return *code;
    const auto asked = read_command(count, arguments, environ);
    return std::visit([](const auto& what) { return carry_out(what); }, asked);
  } catch (const configuration_error& fault) {
    std::fprintf(stderr, "mitos: %s\n", fault.what());
    return misconfigured;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "mitos: %s\n", fault.what());
    return runtime_failure;
  }
}
