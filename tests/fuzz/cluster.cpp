// What a peer may send between nodes: each frame is a message or none, and a message is written as it was
// read.
#include "proto/cluster/codec.hpp"

#include <cstdlib>
#include <string_view>

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mitos::proto::cluster;
  const std::string_view frame(reinterpret_cast<const char*>(data), size);
  const auto said = decode(frame);
  if (!said)
    return 0;
  const auto* greeting = std::get_if<hello>(&*said);
  const bool is_foreign = greeting && greeting->version != protocol_version;
  if (!is_foreign && encode(*said) != frame)
    std::abort();
  return 0;
}
