#include "tests/test_kit/run.hpp"

#include "tests/test_kit/described.hpp"

#include <cxxabi.h>
#include <exception>

namespace mitos::test_kit {

namespace {

fault fault_of(const std::exception& thrown, bool is_endless = false) {
  std::string what = thrown.what();
  auto type = described(typeid(thrown));
  auto first_line = what.substr(0, what.find('\n'));
  auto text = dynamic_cast<const failure*>(&thrown) != nullptr ? what : type + ": " + what;
  return {text, type + ' ' + first_line, is_endless};
}

/// Of whatever is being caught and is no std::exception: a framework's own, a number.
fault fault_unknown() {
  auto type = described(*abi::__cxa_current_exception_type());
  return {"an exception of type " + type, type};
}

std::optional<fault> failed(const scenario& what, course& followed) {
  try {
    world w(followed);
    what(w);
    w.end(); // and not settle: what the host's actors refer to has gone
    w.check();
    return std::nullopt;
  } catch (const endless& thrown) {
    return fault_of(thrown, true);
  } catch (const std::exception& thrown) {
    return fault_of(thrown);
  } catch (...) {
    return fault_unknown();
  }
}

} // namespace

outcome run(const scenario& what, chooser decide, const exploration& how, bool watched) {
  course followed(std::move(decide), how.max_steps);
  if (watched)
    followed.watch();
  auto fault = failed(what, followed);
  return {std::move(fault), trimmed(followed.taken()), followed.alternatives(), followed.events()};
}

} // namespace mitos::test_kit
