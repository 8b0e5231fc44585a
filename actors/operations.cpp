#include "actors/operations.hpp"

#include <algorithm>

namespace mitos::actors {

operation_number operations::begin(std::string id, std::size_t credit) {
  live_.push_back({++last_, std::move(id), credit, {}});
  return last_;
}

const operations::operation* operations::find(std::string_view id) const {
  auto found = std::find_if(live_.begin(), live_.end(), [&](auto& o) { return o.id == id; });
  return found == live_.end() ? nullptr : &*found;
}

operations::operation* operations::at(operation_number number) {
  auto found = lower_bound(number);
  return found == live_.end() || found->number != number ? nullptr : &*found;
}

void operations::end(operation_number number) {
  auto found = lower_bound(number);
  if (found != live_.end() && found->number == number)
    live_.erase(found);
  if (live_.empty())
    live_ = {}; // an idle connection keeps no memory for what it once ran
}

std::vector<operations::operation>::iterator operations::lower_bound(operation_number number) {
  return std::lower_bound(live_.begin(), live_.end(), number,
                          [](const operation& o, operation_number n) { return o.number < n; });
}

} // namespace mitos::actors
