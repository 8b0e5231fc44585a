/// The values that options take, from text and back: durations, sizes, counts, addresses.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::net {

/// What is wrong with a configuration: what came, why not, and what would be right.
class configuration_error : public std::runtime_error {
public:
  using runtime_error::runtime_error;
};

/// Of commands whose files may be -, standard input.
inline constexpr const char* one_standard_input =
    "standard input can be one of the files only: name the others";

/// Where to listen. An empty host is every address.
struct host_and_port {
  std::string host;
  std::uint16_t port = 0;
  bool operator==(const host_and_port&) const = default;
};

// Each throws configuration_error, or takes the whole of `text`.

/// "3s", "500ms", "1m", "2h", "0".
std::chrono::nanoseconds read_duration(std::string_view text);
/// "64KiB", "1MiB", "2GiB", or plain bytes.
std::size_t read_size(std::string_view text);
std::size_t read_count(std::string_view text);
/// "true", "false" and the like.
/// Throws for an empty one, as of a variable that was not set, and for what is no UTF-8.
std::string read_text(std::string_view text);
bool read_switch(std::string_view text);
/// "127.0.0.1:8080", "[::1]:8080", "localhost:8080"; ":8080" is every address, port 0 any free one.
host_and_port read_host_and_port(std::string_view text);
/// Separated by commas or spaces.
std::vector<std::string> read_list(std::string_view text);

std::string write_duration(std::chrono::nanoseconds value);
std::string write_size(std::size_t value);
std::string write_host_and_port(const host_and_port& value);

/// Whether it names only this machine: localhost, 127.0.0.0/8, ::1.
bool is_loopback(std::string_view host);

/// The candidate that `word` was most likely meant to be; nothing where none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);
/// The end of a message that says so.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

} // namespace mitos::net
