#include "net/option_table.hpp"

#include <algorithm>
#include <cctype>

namespace mitos::net {
namespace {

constexpr std::string_view prefix = "MITOS_";

/// "max-message" is MITOS_MAX_MESSAGE.
std::string variable_name(std::string_view option) {
  std::string name(prefix);
  for (const char c : option)
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

std::string option_name(std::string_view variable) {
  std::string name(variable.substr(prefix.size()));
  for (char& c : name)
    c = c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

/// What Kubernetes sets in every pod beside a service named "mitos", and what start scripts keep for
/// themselves.
bool is_of_others(std::string_view variable) {
  return variable == "MITOS_ARGS" || variable == "MITOS_PORT" || variable.starts_with("MITOS_PORT_") ||
         variable.starts_with("MITOS_SERVICE_");
}

assignment read_variable(std::string_view variable, std::string_view value) {
  const auto name = option_name(variable);
  if (!find_setting(name) || variable_name(name) != variable)
    throw configuration_error("the environment names an option that there is not: " + std::string(variable) +
                              suggestion(variable, variable_name));
  return {name, std::string(value), std::string(variable)};
}

} // namespace

assignments from_environment(const char* const* environment) {
  assignments found;
  for (; environment && *environment; ++environment) {
    const std::string_view entry = *environment;
    const auto variable = entry.substr(0, entry.find('='));
    if (variable.starts_with(prefix) && !is_of_others(variable))
      found.push_back(read_variable(variable, entry.substr(std::min(variable.size() + 1, entry.size()))));
  }
  return found;
}

} // namespace mitos::net
