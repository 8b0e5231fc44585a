#include "tests/test_kit/described.hpp"

#include "actors/events.hpp"

#include <caf/abstract_actor.hpp>
#include <caf/local_actor.hpp>
#include <caf/message.hpp>

#include <cstdlib>
#include <cxxabi.h>
#include <memory>

namespace mitos::test_kit {

namespace {

constexpr std::size_t longest_text = 200;

std::string element(const caf::message& what, std::size_t at) {
  const auto [number, type] = what.type(at);
  if (number != 0 || type == nullptr)
    return what.stringify(at);
  if (*type != typeid(actors::text_received))
    return described(*type);
  const auto& text = static_cast<const actors::text_received*>(what.get(at))->text;
  return "text_received " + (text.size() <= longest_text ? text : text.substr(0, longest_text) + "...");
}

} // namespace

std::string described(const std::type_info& type) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), std::free);
  return name ? name.get() : type.name();
}

std::string described(const caf::abstract_actor& who) {
  const auto* local = dynamic_cast<const caf::local_actor*>(&who);
  return std::string(local != nullptr ? local->name() : "actor") + '#' + std::to_string(who.id());
}

std::string described(const caf::message& what) {
  if (what.empty())
    return "an empty message";
  std::string all;
  for (std::size_t i = 0; i < what.size(); ++i)
    all += (i == 0 ? "" : ", ") + element(what, i);
  return all;
}

std::string described(std::chrono::nanoseconds time) {
  auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  auto rest = std::to_string((time - seconds).count());
  auto text = std::to_string(seconds.count()) + '.' + std::string(9 - rest.size(), '0') + rest;
  text.erase(text.find_last_not_of('0') + 1);
  return text + (text.back() == '.' ? "0 s" : " s");
}

} // namespace mitos::test_kit
