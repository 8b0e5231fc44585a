/// A client's frames, right and wrong ones, for tests of the decoder.
#pragma once

#include "proto/websocket/frame.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mitos::tests {

/// A masked frame as a client sends it. Every part can be made wrong.
struct frame_maker {
  unsigned code = 1;
  std::string payload;
  bool final = true;
  unsigned reserved = 0; ///< the three RSV bits
  bool masked = true;
  unsigned length_bytes = 0; ///< of the extended length; 0: as few as the payload needs
  std::string key = "\x37\xFA\x21\x3D";

  std::string bytes() const;
};

std::string text(std::string_view payload, bool final = true);
std::string binary(std::string_view payload, bool final = true);
std::string continuation(std::string_view payload, bool final = true);
std::string ping(std::string_view payload = {});
std::string pong(std::string_view payload = {});
std::string closing();
std::string closing(unsigned code, std::string_view reason = {});

/// One line per event that the decoder finds in `bytes`, given to it in pieces that end at `cuts`.
std::vector<std::string> events(const std::string& bytes, const std::vector<std::size_t>& cuts = {},
                                proto::websocket::decoder decoder = {});

} // namespace mitos::tests
