/// The values of string literals: escapes, and the indentation of block strings (specification,
/// section 2.9.4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mitos::proto::graphql {

/// One escape sequence: how long it is and what it stands for, or what is wrong with it.
struct escape {
  std::size_t length = 0;
  std::uint32_t point = 0;
  std::string error;
};

/// Reads the escape at the start of `text`, which is a backslash.
escape read_escape(std::string_view text);

/// What stands between the quotes of a string whose escapes are good.
std::string unescape(std::string_view raw);

/// What stands between the quotes of a block string: BlockStringValue(rawValue).
std::string block_string_value(std::string_view raw);

/// Whether a block string can say `value` (graphql-js, isPrintableAsBlockString).
bool is_printable_as_block_string(std::string_view value);

/// `value` as a block string with its quotes, on more lines where that reads better.
std::string print_block_string(std::string_view value);

} // namespace mitos::proto::graphql
