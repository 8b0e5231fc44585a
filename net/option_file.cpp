#include "net/option_table.hpp"

#include <toml++/toml.h>

#include <fstream>
#include <sstream>

namespace mitos::net {
namespace {

std::string place(const std::string& path, const toml::source_region& region) {
  return path + ':' + std::to_string(region.begin.line) + ':' + std::to_string(region.begin.column) + ": ";
}

/// A value as it would stand behind a flag; nothing for a type that no option takes.
std::optional<std::string> written(const toml::node& value) {
  if (const auto* text = value.as_string())
    return text->get();
  if (const auto* number = value.as_integer())
    return std::to_string(number->get());
  if (const auto* truth = value.as_boolean())
    return truth->get() ? "true" : "false";
  return std::nullopt;
}

std::optional<std::string> joined(const toml::array& values) {
  std::string all;
  for (const auto& value : values) {
    const auto one = value.as_string();
    if (!one)
      return std::nullopt;
    all += (all.empty() ? "" : ",") + one->get();
  }
  return all;
}

std::string type_name(const toml::node& value) {
  std::ostringstream text;
  text << "a value of type " << value.type();
  return text.str();
}

std::string example(const setting& option) {
  if (option.is_list())
    return option.form.starts_with("HOST") ? "strings in brackets, e.g. [\"127.0.0.1:7947\"]"
                                           : "strings in brackets, e.g. [\"https://example.org\"]";
  return option.is_switch() ? "true or false" : "a string or a whole number";
}

assignment read_entry(const std::string& path, const toml::key& key, const toml::node& value) {
  const std::string name(key.str());
  const auto* option = find_setting(name);
  if (name == "config")
    throw configuration_error(place(path, key.source()) + "config: a file names no other file");
  if (!option)
    throw configuration_error(place(path, key.source()) + "there is no option \"" + name + '"' +
                              suggestion(name, [](std::string_view known) { return std::string(known); }));
  const auto where = place(path, value.source()) + name;
  const auto* values = value.as_array();
  const auto text = values && option->is_list() ? joined(*values) : written(value);
  if (!text)
    throw configuration_error(where + ": " + type_name(value) + " is no value for it: write " +
                              example(*option));
  return {name, *text, where};
}

std::string read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file && file.peek() == std::ifstream::traits_type::eof() && !file.bad())
    return {};
  if (!file || !(text << file.rdbuf()))
    throw configuration_error(path + ": the file cannot be read");
  return text.str();
}

} // namespace

assignments from_file(const std::string& path) {
  assignments found;
  try {
    const auto table = toml::parse(read_whole(path), path);
    for (const auto& [key, value] : table)
      found.push_back(read_entry(path, key, value));
  } catch (const toml::parse_error& fault) {
    throw configuration_error(place(path, fault.source()) + std::string(fault.description()));
  }
  return found;
}

} // namespace mitos::net
