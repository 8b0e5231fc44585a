/// Files that the program is told to read: whole, bounded, UTF-8; "-" is standard input.
#pragma once

#include "proto/graphql/engine.hpp"
#include "proto/json.hpp"

#include <cstddef>
#include <string>

namespace mitos::net {

inline constexpr std::size_t max_input_bytes = std::size_t{64} * 1024 * 1024;

// Each throws configuration_error that names the file and its fault.

/// Without a byte order mark.
std::string read_text(const std::string& path);
proto::json::value read_json(const std::string& path);
/// For the sake of what needs an object, such as variables.
proto::json::object read_json_object(const std::string& path);
proto::graphql::shared_schema read_schema(const std::string& path);

} // namespace mitos::net
