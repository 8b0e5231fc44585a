/// The operations of one connection: by the client's id, and by number (P23, P30).
#pragma once

#include "actors/executor.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::actors {

/// An id names at most one live operation; a number is never used twice.
class operations {
public:
    struct operation {
        std::string id;
        std::uint32_t generation = 0;
        bool live = false;
        std::size_t credit = 0; ///< results that the executor may still send unasked
    };

    /// Reserves `id`, which must not be live.
    operation_number begin(std::string id, std::size_t credit);
    /// The live operation of that id.
    std::optional<operation_number> find(std::string_view id) const;
    /// The live operation of that number, or nullptr: it has ended, and its id may be another's by now.
    operation* at(operation_number number);
    void end(operation_number number);

    std::size_t size() const { return size_; }

    /// Calls `f(number, operation&)` for each live one.
    template <class F>
    void each(F f) {
        for (std::uint32_t slot = 0; slot < slots_.size(); ++slot)
            if (slots_[slot].live)
                f(number_of(slot), slots_[slot]);
    }

private:
    operation_number number_of(std::uint32_t slot) const {
        return operation_number{slots_[slot].generation} << 32 | slot;
    }

    std::vector<operation> slots_;
    std::size_t size_ = 0;
};

} // namespace mitos::actors
