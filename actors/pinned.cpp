#include "actors/pinned.hpp"

namespace mitos::actors {

caf::result<caf::message> drop_quietly(caf::scheduled_actor* self, caf::message_view&) {
  if (self->current_message_id().is_request())
    return caf::sec::unexpected_message;
  return caf::message{};
}

pinned::pinned(caf::actor_config& config) : event_based_actor(config), home_(config.host) {
  set_default_handler(drop_quietly);
  // What a foreign actor did not understand is no reason to end.
  set_error_handler([](caf::error&) {});
  // CAF's own writes to standard output, which is the host's.
  set_exception_handler([](std::exception_ptr&) -> caf::error { return caf::sec::runtime_error; });
}

} // namespace mitos::actors
