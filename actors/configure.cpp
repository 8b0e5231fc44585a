#include "actors/configure.hpp"

#include <caf/actor_system_config.hpp>
#include <caf/atom.hpp>
#include <caf/string_view.hpp>

namespace mitos::actors {

namespace {

template <class T>
void set_default(caf::actor_system_config& config, caf::string_view key, T value) {
  if (!caf::get_if<T>(&config, key))
    config.set(key, value);
}

} // namespace

void configure(caf::actor_system_config& config) {
  set_default(config, "scheduler.policy", caf::atom("sharing"));
  set_default(config, "scheduler.max-throughput", std::size_t{25});
}

} // namespace mitos::actors
