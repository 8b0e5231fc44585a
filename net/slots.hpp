/// How many sockets a server may have, and who has one of the places.
#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

namespace mitos::net {

/// Counted from any thread. It outlives its places.
class slots {
public:
  explicit slots(std::size_t limit) : limit_(limit) {}
  std::size_t used() const { return used_.load(std::memory_order_relaxed); }
  /// By how many more are used than there may be.
  std::size_t excess() const {
    auto n = used();
    return n > limit_ ? n - limit_ : 0;
  }

private:
  friend class slot;
  std::size_t limit_;
  std::atomic<std::size_t> used_ = 0;
};

/// One place, given back at the end. Whoever takes one looks at the excess and leaves if he must.
class slot {
public:
  slot() = default;
  explicit slot(slots& of) : of_(&of) { of_->used_.fetch_add(1, std::memory_order_relaxed); }
  slot(slot&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
  slot& operator=(slot&& other) noexcept {
    std::swap(of_, other.of_);
    return *this;
  }
  ~slot() { give_back(); }

  void give_back() {
    if (auto* of = std::exchange(of_, nullptr))
      of->used_.fetch_sub(1, std::memory_order_relaxed);
  }

private:
  slots* of_ = nullptr;
};

} // namespace mitos::net
