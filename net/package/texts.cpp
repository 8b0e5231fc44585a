// Prints what is installed beside the program and made of its table of options.
#include "net/node_options.hpp"

#include <cstdio>
#include <string_view>

int main(int count, char** arguments) {
  const std::string_view asked = count == 2 ? arguments[1] : "";
  if (asked == "manual")
    return std::fputs(mitos::net::manual_page().c_str(), stdout) < 0;
  if (asked == "configuration")
    return std::fputs(mitos::net::example_file().c_str(), stdout) < 0;
  std::fputs("usage: mitos_texts manual|configuration\n", stderr);
  return 2;
}
