/// How many sockets a server may have, in all and of one address, and who has one of the places.
#pragma once

#include "net/asio.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

namespace mitos::net {

/// Counted from any thread. It outlives its places.
class slots {
public:
  /// Both limits are numbers of sockets; without `per_address` nobody is counted by address.
  explicit slots(std::size_t limit, std::optional<std::size_t> per_address = std::nullopt)
      : limit_(limit),
        per_address_(per_address) {}
  std::size_t used() const { return used_.load(std::memory_order_relaxed); }
  /// By how many more are used than there may be.
  std::size_t excess() const {
    auto n = used();
    return n > limit_ ? n - limit_ : 0;
  }

private:
  friend class slot;
  /// An IPv4 address, or the network of an IPv6 one: its owner has all of a /64.
  using address_key = std::uint64_t;
  static address_key key_of(const asio::ip::address& address);
  /// Whether they are more than they may be.
  bool enter(address_key who);
  void leave(address_key who);

  std::size_t limit_;
  std::optional<std::size_t> per_address_;
  std::atomic<std::size_t> used_ = 0;
  std::mutex mutex_;
  std::unordered_map<address_key, std::size_t> by_address_;
};

/// One place, given back at the end. Whoever takes one looks at the excess, or whether it is crowded, and
/// leaves if he must.
class slot {
public:
  slot() = default;
  slot(slots& of, const asio::ip::address& taken_by)
      : of_(&of),
        who_(slots::key_of(taken_by)),
        crowded_(of.enter(who_)) {}
  slot(slot&& other) noexcept
      : of_(std::exchange(other.of_, nullptr)),
        who_(other.who_),
        crowded_(other.crowded_) {}
  slot& operator=(slot&& other) noexcept {
    std::swap(of_, other.of_);
    std::swap(who_, other.who_);
    std::swap(crowded_, other.crowded_);
    return *this;
  }
  ~slot() { give_back(); }

  /// Whether there were more of its address than there may be when it was taken.
  bool crowded() const { return crowded_; }
  void give_back() {
    if (auto* of = std::exchange(of_, nullptr))
      of->leave(who_);
  }

private:
  slots* of_ = nullptr;
  slots::address_key who_ = 0;
  bool crowded_ = false;
};

} // namespace mitos::net
