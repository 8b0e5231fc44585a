/// An operator new that fails when a test says so: linked only into the program that tests it.
#pragma once

namespace mitos::tests {

/// Allocations of this thread are counted from here on, and may fail.
void allocations_of_this_thread_may_fail();
/// The n-th allocation from now that may fail does, and no other; 0: none.
void fail_allocation(long n);
/// Whether it did.
bool allocation_failed();

} // namespace mitos::tests
