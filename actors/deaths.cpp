#include "actors/deaths.hpp"

namespace mitos::actors {

bool deaths::is_watched(const caf::actor_addr& other) const {
  auto first = watches_.lower_bound({other, 0});
  return first != watches_.end() && first->first.first == other;
}

deaths::watch deaths::of(const caf::actor& other, std::function<void()> f) {
  if (!is_watched(other.address()))
    self_.monitor(other);
  return watches_.emplace(watch{other.address(), ++last_}, std::move(f)).first->first;
}

void deaths::end(const watch& over) {
  if (watches_.erase(over) > 0 && !is_watched(over.first))
    self_.demonitor(over.first);
}

void deaths::heard(const caf::actor_addr& dead) {
  for (auto found = watches_.lower_bound({dead, 0}); found != watches_.end() && found->first.first == dead;
       found = watches_.lower_bound({dead, 0}))
    watches_.extract(found).mapped()();
}

} // namespace mitos::actors
