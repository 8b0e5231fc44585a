/// The addresses of a host by the system's resolver, which may take its time: on a thread of its own, for
/// which nobody waits.
#pragma once

#include "net/asio.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mitos::net {

/// Calls `told` on the context's thread with the addresses, or with none and why, unless the handle that it
/// returns is given up first. Tells so at once, by post, where too many look-ups are under way.
class name_lookup {
public:
  using outcome = std::function<void(const std::string& why, std::vector<tcp::endpoint> found)>;

  static std::shared_ptr<name_lookup> begin(asio::io_context& context, const std::string& host,
                                            std::uint16_t port, outcome told);
  /// Nothing is told from here on. On the context's thread, before the context ends.
  void give_up();

private:
  struct shared;
  explicit name_lookup(std::shared_ptr<shared> with) : shared_(std::move(with)) {}

  std::shared_ptr<shared> shared_;
};

} // namespace mitos::net
