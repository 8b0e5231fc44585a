/// The operations of one connection: by the client's id, and by number (P23, P30).
#pragma once

#include "actors/executor.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mitos::actors {

/// An id names at most one live operation; a number is never used twice.
class operations {
public:
  struct operation {
    operation_number number = 0;
    std::string id;
    std::size_t credit = 0;               ///< results that the executor may still send unasked
    std::vector<proto::shared_text> held; ///< results that wait for a slow client, oldest first
  };

  /// Reserves `id`, which must not be live.
  operation_number begin(std::string id, std::size_t credit);
  /// The live operation of that id, or nullptr.
  const operation* find(std::string_view id) const;
  /// The live operation of that number, or nullptr: it has ended, and its id may be another's by now.
  operation* at(operation_number number);
  void end(operation_number number);

  std::size_t size() const { return live_.size(); }
  auto begin() { return live_.begin(); }
  auto end() { return live_.end(); }

private:
  std::vector<operation>::iterator lower_bound(operation_number number);

  std::vector<operation> live_; ///< by number, which only grows
  operation_number last_ = 0;
};

} // namespace mitos::actors
