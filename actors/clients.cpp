#include "actors/clients.hpp"

#include <utility>

namespace mitos::actors {

namespace graphql = proto::graphql;

namespace {

constexpr std::size_t gathered_bytes = std::size_t{16} * 1024;

} // namespace

std::size_t client_hash::operator()(const client& one) const {
  return std::hash<caf::actor>()(one.connection) ^ std::hash<operation_number>()(one.number) * 31;
}

void replies::next(const client& to, proto::shared_text payload, bool may_be_dropped) {
  from_.send(to.connection, operation_next{to.number, std::move(payload), may_be_dropped});
}

void replies::next(const client& to, std::string payload) {
  if (!gathers_)
    return next(to, share(std::move(payload)));
  if (gathered_.size() + payload.size() > gathered_bytes || !(gathered_for_ == to)) {
    send_gathered();
    gathers_ = true;
    gathered_for_ = to;
  }
  gathered_ += payload;
  ends_.push_back(gathered_.size());
}

void replies::send_gathered() {
  gathers_ = false;
  const auto to = std::exchange(gathered_for_, {});
  if (!to.connection)
    return;
  operation_next next{to.number, share(gathered_), false, {}};
  if (ends_.size() > 1)
    next.ends = ends_;
  gathered_.clear();
  ends_.clear();
  if (gathered_.capacity() > gathered_bytes)
    gathered_.shrink_to_fit();
  from_.send(to.connection, std::move(next));
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
