/// UTF-8 (RFC 3629): checked as it comes, cut and mended.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mitos::proto {

/// Checks bytes that arrive in pieces.
class utf8_validator {
public:
  /// False from the first byte that no UTF-8 text can have here; the validator is of no use then.
  bool feed(std::string_view bytes);
  /// Whether no character is under way.
  bool whole() const { return expected_ == 0; }

private:
  bool begin(unsigned char lead);
  bool go_on(unsigned char byte);

  std::uint8_t expected_ = 0; ///< bytes that the character under way still needs
  std::uint8_t low_ = 0x80;   ///< bounds of the next of them
  std::uint8_t high_ = 0xBF;
};

bool is_utf8(std::string_view bytes);

/// As much of valid `text` as fits into `bytes`, cut between characters.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes);

/// `bytes` with a U+FFFD for each sequence that is no UTF-8.
std::string utf8_mended(std::string_view bytes);

} // namespace mitos::proto
