/// Every option of a node, once: help, flags, environment, file, manual and completion are made of this
/// table.
#pragma once

#include "net/node_options.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::net {

struct setting {
  std::string_view name;    ///< "max-message": --max-message, MITOS_MAX_MESSAGE, max-message = ...
  std::string_view form;    ///< what it takes: "SIZE"; empty for a switch
  std::string_view meaning; ///< the default is added to it
  std::function<void(node_options&, std::string_view)> read;
  std::function<std::string(const node_options&)> write;
  std::vector<std::string> words; ///< where it takes only these
  bool is_found_out;              ///< the default is known on the machine only; `write` tells what it is

  bool is_switch() const { return form.empty(); }
  bool is_file() const { return form == "FILE"; }
  bool is_list() const { return form.ends_with("..."); }
};

struct setting_group {
  std::string_view title;
  std::vector<setting> settings;
};

const std::vector<setting_group>& setting_groups();

/// The option of that name, or nullptr.
const setting* find_setting(std::string_view name);
/// `; did you mean "<prefix>max-message"?` in the spelling of a source, or nothing where none is near.
std::string suggestion(std::string_view word, const std::function<std::string(std::string_view)>& spelling);

} // namespace mitos::net
