#include "tests/faults/failing_new.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

thread_local bool may_fail = false;
std::atomic<long> left = 0; ///< until the one that fails; 0: none is to

std::atomic<bool> failed = false;

bool fails_now() {
  if (!may_fail || left.load(std::memory_order_relaxed) <= 0 || --left != 0)
    return false;
  failed = true;
  return true;
}

} // namespace

namespace mitos::tests {

void allocations_of_this_thread_may_fail() { may_fail = true; }

void fail_allocation(long n) {
  failed = false;
  left = n;
}

bool allocation_failed() { return failed; }

} // namespace mitos::tests

void* operator new(std::size_t bytes) {
  if (auto* memory = fails_now() ? nullptr : std::malloc(bytes))
    return memory;
  throw std::bad_alloc();
}

void* operator new(std::size_t bytes, std::align_val_t alignment) {
  const auto size = static_cast<std::size_t>(alignment);
  if (auto* memory = fails_now() ? nullptr : std::aligned_alloc(size, (bytes + size - 1) / size * size))
    return memory;
  throw std::bad_alloc();
}

void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  return fails_now() ? nullptr : std::malloc(bytes);
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
