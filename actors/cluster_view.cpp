#include "actors/cluster_view.hpp"

#include <utility>

namespace mitos::actors {

std::string_view to_text(member_state state) {
  switch (state) {
  case member_state::up: return "UP";
  case member_state::suspect: return "SUSPECT";
  case member_state::leaving: break;
  }
  return "LEAVING";
}

std::shared_ptr<const members> cluster_view::seen() const {
  std::lock_guard lock(mutex_);
  return members_;
}

void cluster_view::show(members now) {
  auto shown = std::make_shared<const members>(std::move(now));
  std::lock_guard lock(mutex_);
  members_.swap(shown);
}

} // namespace mitos::actors
