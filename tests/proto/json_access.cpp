// What a JSON value holds, for who knows what it is.
#include "proto/json.hpp"
#include "tests/catch.hpp"

#include <limits>

using namespace mitos::proto;
using json::value;

namespace {

value read(std::string_view text) { return std::get<value>(json::parse(text)); }

template <class F>
std::string fault_of(F f) {
  try {
    f();
    return "none";
  } catch (const std::exception& fault) {
    return fault.what();
  }
}

} // namespace

TEST_CASE("a value gives what it holds") {
  const auto v = read(R"({"b":true,"s":"x","n":-5,"d":1.5,"a":[1,2],"o":{"in":null}})");
  const auto& o = v.members();
  CHECK(o.at("b").boolean());
  CHECK(o.at("s").text() == "x");
  CHECK(o.at("n").integer() == -5);
  CHECK(o.at("d").real() == 1.5);
  CHECK(o.at("a").items().size() == 2);
  CHECK(v.find("o")->find("in")->is_null());
  CHECK(v.find("nothing") == nullptr);
  CHECK(o.at("s").find("x") == nullptr);
}

TEST_CASE("a whole number is one however it is written, as long as it fits") {
  CHECK(read("9223372036854775807").integer() == std::numeric_limits<std::int64_t>::max());
  CHECK(read("-9223372036854775808").integer() == std::numeric_limits<std::int64_t>::min());
  CHECK(read("1e3").integer() == 1000);
  CHECK(read("2.0").integer() == 2);
  const auto number = [](const char* text) { return value(json::number{text}); };
  for (const auto* text : {"9223372036854775808", "1e30", "1e999", "0.5"})
    CHECK(fault_of([&] { number(text).integer(); }).find("Expected a whole number of 64 bits, not ") == 0);
  CHECK(number("1e999").real() == std::numeric_limits<double>::infinity());
}

TEST_CASE("who asks a value for what it is not is told what it is") {
  const auto v = read(R"({"s":"x"})");
  CHECK(fault_of([&] { v.members().at("t"); }) == "No member \"t\".");
  CHECK(fault_of([&] { v.members().at("s").integer(); }) == "Expected a whole number, not \"x\".");
  CHECK(fault_of([&] { v.text(); }) == "Expected a string, not { s: \"x\" }.");
  CHECK(fault_of([&] { value().boolean(); }) == "Expected a boolean, not null.");
  CHECK(fault_of([&] { value(true).real(); }) == "Expected a number, not true.");
  CHECK(fault_of([&] { value("x").items(); }) == "Expected an array, not \"x\".");
  CHECK(fault_of([&] { value("x").members(); }) == "Expected an object, not \"x\".");
}

TEST_CASE("numbers become JSON") {
  CHECK(json::to_text(value::of(7)) == "7");
  CHECK(json::to_text(value::of(std::numeric_limits<std::uint64_t>::max())) == "18446744073709551615");
  CHECK(json::to_text(value::of(0.1)) == "0.1");
  CHECK(json::to_text(value::of(-1e21)) == "-1e+21");
  CHECK(json::to_text(value::of(std::numeric_limits<double>::infinity())) == "null");
  CHECK(json::to_text(value::of(std::numeric_limits<double>::quiet_NaN())) == "null");
}

TEST_CASE("a number stays one on its way into a value, and a truth a truth") {
  CHECK(json::to_text(json::object{{"n", 7}, {"d", 2.5}, {"u", 8U}, {"b", true}, {"s", "x"}}) ==
        R"({"n":7,"d":2.5,"u":8,"b":true,"s":"x"})");
  STATIC_REQUIRE_FALSE(std::is_convertible_v<int*, value>);
}
