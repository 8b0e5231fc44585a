#include "net/parse_arguments.hpp"

#include "net/option_values.hpp"

namespace mitos::net {
namespace {

/// The library says "--option: At Most 1 required but received 2", or how many are missing.
std::string in_our_words(const std::string& complaint) {
  const auto option = complaint.substr(0, complaint.find(':'));
  if (complaint.find("At Most") != std::string::npos)
    return option + " is given more than once: give it once";
  return option + " has no value: write " + option + " and its value";
}

} // namespace

void parse_arguments(CLI::App& app, const std::vector<std::string>& words) {
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend())); // it takes them from the back
  } catch (const CLI::ArgumentMismatch& fault) {
    throw configuration_error(in_our_words(fault.what()));
  } catch (const CLI::ParseError& fault) {
    throw configuration_error(fault.what());
  }
}

} // namespace mitos::net
