/// Numbers as JavaScript has them, since graphql-js says how results and messages show them.
#pragma once

#include "proto/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mitos::proto::graphql {

/// The double nearest to a number's text: infinite where it is too great.
double to_double(std::string_view text);
/// As JavaScript's Number(text), nothing for NaN: decimal, or hexadecimal, octal and binary with their
/// prefix.
std::optional<double> number_from_string(std::string_view text);
/// As JavaScript's String(n): 1, 0.5, 1e+21, Infinity.
std::string number_text(double n);
bool is_integer(double n);

/// A value in words for a message, as graphql-js's inspect shows it.
std::string inspect(const json::value& v);

} // namespace mitos::proto::graphql
