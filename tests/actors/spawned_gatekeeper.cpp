// A gatekeeper made of functions.
#include "actors/gatekeeper.hpp"

#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/world.hpp"

#include <caf/send.hpp>

#include <stdexcept>

using namespace mitos;
using namespace mitos::test_kit;
using namespace mitos::tests;

namespace {

/// Admits "sesame", refuses other words, throws where there is none.
actors::admission judge(const actors::admission_asked& asked) {
  const auto said = proto::json::parse(asked.payload.value()); // throws where there is no payload
  const auto& word = std::get<proto::json::value>(said).members().at("word").text();
  if (word != "sesame")
    return actors::refused{{4403, "Not " + word}};
  return actors::admitted{std::make_shared<const std::string>(word), R"({"welcome":true})", {}};
}

std::string init_with(const std::string& payload) {
  return R"({"type":"connection_init","payload":)" + payload + "}";
}

} // namespace

TEST_CASE("a gatekeeper of functions admits, refuses, and hears of departures; what it throws costs one "
          "connection") {
  std::vector<std::string> left;
  world w;
  w.settings().gatekeeper = actors::spawn_gatekeeper(w.system(), judge, [&](const actors::departed& notice) {
    left.push_back(*static_cast<const std::string*>(notice.session.get()) + " " +
                   std::to_string(notice.reason.code));
    throw std::runtime_error("as the test asked");
  });
  auto in = w.connect();
  in.says(init_with(R"({"word":"sesame"})"));
  CHECK(in.hears() == R"({"type":"connection_ack","payload":{"welcome":true}})");
  auto out = w.connect();
  out.says(init_with(R"({"word":"please"})"));
  CHECK(out.sees_close() == proto::close_reason(4403, "Not please"));
  for (const auto* nonsense : {"{}", R"({"word":1})"}) {
    auto odd = w.connect();
    odd.says(init_with(nonsense));
    CHECK(odd.sees_close_code() == 4500);
  }
  auto silent = w.connect();
  silent.says(init);
  CHECK(silent.sees_close_code() == 4500);
  CHECK(left.empty());
  in.vanishes();
  w.settle();
  CHECK(left == std::vector<std::string>{"sesame 1006"});
  auto next = w.connect();
  next.says(init_with(R"({"word":"sesame"})"));
  CHECK(next.hears());
}
