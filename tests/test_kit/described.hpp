/// Actors, messages and times in the words of a report. Internal to explore.
#pragma once

#include <caf/fwd.hpp>

#include <chrono>
#include <string>
#include <typeinfo>

namespace mitos::test_kit {

/// As it is written in a source.
std::string described(const std::type_info& type);
/// Its name and number: "mitos.connection#3".
std::string described(const caf::abstract_actor& who);
/// The types of its elements, or their values where they are simple; a text that a client said stands there.
std::string described(const caf::message& what);
/// In seconds.
std::string described(std::chrono::nanoseconds time);

} // namespace mitos::test_kit
