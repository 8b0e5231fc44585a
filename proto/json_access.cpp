#include "proto/graphql/numbers.hpp"
#include "proto/json.hpp"

#include <charconv>
#include <cmath>
#include <stdexcept>

namespace mitos::proto::json {

namespace {

[[noreturn]] void refuse(const char* expected, const value& v) {
  throw std::invalid_argument(std::string("Expected ") + expected + ", not " + graphql::inspect(v) + ".");
}

template <class T>
const T& get(const value& v, const char* expected) {
  if (const auto* held = v.as<T>())
    return *held;
  refuse(expected, v);
}

} // namespace

const value& object::at(std::string_view key) const {
  if (const auto* found = find(key))
    return *found;
  throw std::out_of_range("No member \"" + std::string(key) + "\".");
}

value value::of(double n) { return std::isfinite(n) ? value(number{graphql::number_text(n)}) : value(); }

bool value::boolean() const { return get<bool>(*this, "a boolean"); }

const std::string& value::text() const { return get<std::string>(*this, "a string"); }

std::int64_t value::integer() const {
  const auto& digits = get<number>(*this, "a whole number").text;
  std::int64_t n = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
  if (fault == std::errc() && end == digits.data() + digits.size())
    return n;
  constexpr double limit = 9'007'199'254'740'992; // beyond, a double does not tell whole numbers apart
  const double whole = real();
  if (!graphql::is_integer(whole) || std::abs(whole) > limit)
    refuse("a whole number of 64 bits", *this);
  return static_cast<std::int64_t>(whole);
}

double value::real() const { return graphql::to_double(get<number>(*this, "a number").text); }

const array& value::items() const { return get<array>(*this, "an array"); }

const object& value::members() const { return get<object>(*this, "an object"); }

const value* value::find(std::string_view key) const {
  const auto* held = as<object>();
  return held ? held->find(key) : nullptr;
}

} // namespace mitos::proto::json
