#include "tests/bench/load/asking.hpp"

namespace mitos::bench {

void asking::start(client& who, std::uint32_t in_flight) {
  for (std::uint32_t i = 0; i < in_flight; ++i)
    ask(who);
  who.flush();
}

std::uint32_t& asking::asked_by(const client& who) {
  if (asked_.size() <= who.index())
    asked_.resize(who.index() + 1);
  return asked_[who.index()];
}

void asking::ask(client& who) {
  auto& number = asked_by(who);
  if (number >= at_most_)
    return;
  who.say(query_, ++number);
  ++started_;
}

void asking::heard(client& who, const message& what) {
  if (what.what == kind::next && what.text.find("\"errors\"") == std::string_view::npos) {
    ++answered_;
    return;
  }
  if (what.what != kind::complete || ++finished_ > answered_)
    throw failure("an operation failed: " + std::string(what.text));
  ask(who);
}

} // namespace mitos::bench
