#include "net/slots.hpp"

#include <algorithm>

namespace mitos::net {

slots::address_key slots::key_of(const asio::ip::address& address) {
  if (address.is_v4())
    return address.to_v4().to_uint();
  const auto whole = address.to_v6();
  if (whole.is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, whole).to_uint();
  address_key network = 0;
  for (std::size_t i = 0; i < 8; ++i)
    network = network << 8 | whole.to_bytes()[i];
  return network;
}

bool slots::enter(address_key who) {
  used_.fetch_add(1, std::memory_order_relaxed);
  if (!per_address_)
    return false;
  std::lock_guard lock(mutex_);
  return ++by_address_[who] > *per_address_;
}

void slots::leave(address_key who) {
  used_.fetch_sub(1, std::memory_order_relaxed);
  if (!per_address_)
    return;
  std::lock_guard lock(mutex_);
  if (auto found = by_address_.find(who); --found->second == 0)
    by_address_.erase(found);
}

} // namespace mitos::net
