#include "proto/json_builder.hpp"

namespace mitos::proto::json {

void builder::open(bracket b, std::size_t) { open_.push_back({b, {}, {}, {}}); }

void builder::close(bracket, std::size_t) {
  container closed = std::move(open_.back());
  open_.pop_back();
  if (closed.kind == bracket::square)
    add(std::move(closed.elements));
  else
    add(object(std::move(closed.members)));
}

void builder::add(value v) {
  if (open_.empty())
    done_ = std::move(v);
  else if (open_.back().kind == bracket::square)
    open_.back().elements.push_back(std::move(v));
  else
    open_.back().members.emplace_back(std::move(open_.back().key), std::move(v));
}

} // namespace mitos::proto::json
