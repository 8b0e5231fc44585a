#include "proto/json.hpp"

#include "tests/catch.hpp"

#include <ctime>
#include <map>
#include <random>

namespace {

using namespace mitos::proto;

std::string key_of(std::size_t n) { return "key" + std::to_string(n); }

json::object object_of(std::size_t size) {
  json::object o;
  for (std::size_t i = 0; i < size; ++i)
    o.set(key_of(i), json::value::of(static_cast<long long>(i)));
  return o;
}

/// Of this program's own work: what else the machine does is not counted. A linear search would take minutes.
double seconds_since(std::clock_t begun) {
  return static_cast<double>(std::clock() - begun) / static_cast<double>(CLOCKS_PER_SEC);
}

} // namespace

TEST_CASE("a JSON object finds what was set, and nothing else") {
  for (const std::size_t size : {0U, 1U, 16U, 17U, 300U}) {
    const auto o = object_of(size);
    CHECK(o.size() == size);
    for (std::size_t i = 0; i < size; ++i) {
      REQUIRE(o.find(key_of(i)) != nullptr);
      CHECK(*o.find(key_of(i)) == json::value::of(static_cast<long long>(i)));
    }
    CHECK(o.find("") == nullptr);
    CHECK(o.find("zzz") == nullptr);
    CHECK(o.find("key") == nullptr);
  }
}

TEST_CASE("a JSON object keeps the order of first appearance, small or large") {
  for (const std::size_t size : {3U, 16U, 17U, 100U}) {
    auto o = object_of(size);
    o.set(key_of(0), "again");
    CHECK(o.size() == size);
    std::size_t i = 0;
    for (const auto& [key, v] : o)
      CHECK(key == key_of(i++));
    CHECK(*o.find(key_of(0)) == json::value("again"));
  }
}

TEST_CASE("a JSON object made of members with repeated keys keeps the last value at the first place") {
  for (const std::size_t distinct : {2U, 9U, 40U}) {
    std::vector<json::object::member> members;
    for (std::size_t i = 0; i < 3 * distinct; ++i)
      members.emplace_back(key_of(i % distinct), json::value::of(static_cast<long long>(i)));
    const json::object o(std::move(members));
    REQUIRE(o.size() == distinct);
    std::size_t i = 0;
    for (const auto& [key, v] : o) {
      CHECK(key == key_of(i));
      CHECK(v == json::value::of(static_cast<long long>(2 * distinct + i)));
      CHECK(o.find(key) == &v);
      ++i;
    }
  }
}

TEST_CASE("a JSON object agrees with a map, whatever is set in whatever order") {
  std::mt19937 random(20);
  for (int round = 0; round < 50; ++round) {
    json::object o;
    std::map<std::string, json::value> expected;
    for (int step = 0; step < 200; ++step) {
      const auto key = key_of(random() % 60);
      o.set(key, json::value::of(step));
      expected[key] = json::value::of(step);
    }
    REQUIRE(o.size() == expected.size());
    for (const auto& [key, v] : expected) {
      REQUIRE(o.find(key) != nullptr);
      CHECK(*o.find(key) == v);
    }
  }
}

TEST_CASE("a JSON object can be used again after it was moved from") {
  auto from = object_of(100);
  const auto to = std::move(from);
  from = json::object();
  from.set("a", true);
  CHECK(from.size() == 1);
  CHECK(from.find("key7") == nullptr);
  CHECK(to.find("key7") != nullptr);
}

TEST_CASE("JSON: an object of 90 000 members is read and searched without quadratic cost") {
  std::string text = "{";
  for (std::size_t i = 0; i < 90'000; ++i)
    text += "\"" + key_of(i) + "\":0,";
  text.back() = '}';
  const auto begun = std::clock();
  const auto parsed = json::parse(text);
  REQUIRE(std::holds_alternative<json::value>(parsed));
  const auto& o = *std::get<json::value>(parsed).as<json::object>();
  CHECK(o.size() == 90'000);
  std::size_t found = 0;
  for (std::size_t i = 0; i < 90'000; ++i)
    found += o.find(key_of(i)) != nullptr ? 1 : 0;
  CHECK(found == 90'000);
  CHECK(seconds_since(begun) < 10);
}

TEST_CASE("JSON: 100 000 members are set one by one without quadratic cost") {
  const auto begun = std::clock();
  CHECK(object_of(100'000).size() == 100'000);
  CHECK(seconds_since(begun) < 10);
}
