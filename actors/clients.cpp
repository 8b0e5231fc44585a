#include "actors/clients.hpp"

#include <utility>

namespace mitos::actors {

namespace graphql = proto::graphql;

std::size_t client_hash::operator()(const client& one) const {
  return std::hash<caf::actor>()(one.connection) ^ std::hash<operation_number>()(one.number) * 31;
}

void replies::next(const client& to, proto::shared_text payload, bool may_be_dropped) {
  if (!gathers_)
    return from_.send(to.connection, operation_next{to.number, std::move(payload), may_be_dropped});
  if (gathered_for_ == to.connection && gathered_.number == to.number)
    return gathered_.more.push_back(std::move(payload));
  send_gathered();
  gathers_ = true;
  gathered_for_ = to.connection;
  gathered_ = {to.number, std::move(payload), may_be_dropped};
}

void replies::send_gathered() {
  gathers_ = false;
  if (const auto to = std::exchange(gathered_for_, {}))
    from_.send(to, std::exchange(gathered_, {}));
}

void replies::complete(const client& to) {
  send_gathered();
  from_.send(to.connection, operation_completed{to.number});
}

void replies::fail(const client& to, const graphql::errors& errors) {
  send_gathered();
  from_.send(to.connection, operation_failed{to.number, share(graphql::to_text(errors))});
}

proto::shared_text share(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

graphql::error error_of(std::string message) {
  return {.message = std::move(message), .locations = {}, .path = {}, .extensions = {}};
}

graphql::error our_fault() { return error_of("Internal server error"); }

} // namespace mitos::actors
