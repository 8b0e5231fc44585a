#include "tests/catch.hpp"
#include "tests/proto/frame_maker.hpp"

#include <random>

namespace {

using namespace mitos::tests;
using mitos::proto::websocket::decoder;

/// Streams that go through every state of the decoder, right and wrong ones.
std::vector<std::string> streams() {
  return {
      text("hello \xC3\xA9") + ping("p") + text("") + closing(4400, "bye") + text("never"),
      text("ab\xE2", false) + ping("between") + continuation("\x82", false) + pong("x") +
          continuation("\xAC") + text("next"),
      text(std::string(130, 'x')) + ping(std::string(125, 'y')) + closing(),
      binary("abc", false) + ping("q") + continuation("d") + text("x"),
      text("good") + text("bad \xFF text") + text("never"),
      text("a", false) + continuation("b\xED\xA0\x80") + text("never"),
      text("a") + continuation("b"),
      text("a", false) + text("b"),
      text("a") + frame_maker{.code = 3, .payload = "x"}.bytes() + text("never"),
      text("a") + frame_maker{.payload = "x", .reserved = 4}.bytes(),
      text("a") + frame_maker{.payload = "x", .masked = false}.bytes(),
      text("a") + frame_maker{.payload = "x", .length_bytes = 2}.bytes(),
      text("a") + frame_maker{.payload = "x", .length_bytes = 8}.bytes(),
      text("a") + std::string("\x81\xFF\x80\0\0\0\0\0\0\0", 10),
      text("a") + std::string("\x81\xFF\0\0\xFF\xFF\xFF\xFF\xFF\xFF", 10),
      ping("1") + closing(1005),
      ping("1") + closing(1000, "\xC3"),
      frame_maker{.code = 8, .payload = "\x03"}.bytes(),
  };
}

std::vector<std::size_t> every_byte(std::size_t size) {
  std::vector<std::size_t> cuts;
  for (std::size_t i = 1; i < size; ++i)
    cuts.push_back(i);
  return cuts;
}

/// Some frame, more often a good one.
std::string some_frame(std::mt19937& random) {
  const unsigned codes[] = {0, 0, 0, 1, 1, 1, 2, 9, 9, 10, 8, 3};
  frame_maker f{.code = codes[random() % (random() % 8 == 0 ? 12 : 10)], .payload = {}};
  f.final = f.code > 2 ? random() % 30 != 0 : random() % 3 == 0;
  f.reserved = random() % 60 == 0 ? 1 : 0;
  f.masked = random() % 60 != 0;
  for (auto size = random() % (random() % 5 == 0 ? 200 : 8); size > 0; --size)
    f.payload += random() % 100 == 0 ? '\xFF' : 'x';
  for (auto& b : f.key)
    b = static_cast<char>(random());
  return f.bytes();
}

} // namespace

TEST_CASE("frames: fed byte by byte, they give the same events") {
  for (const auto& stream : streams())
    CHECK(events(stream, every_byte(stream.size())) == events(stream));
}

TEST_CASE("frames: cut anywhere in two, they give the same events") {
  for (const auto& stream : streams()) {
    const auto whole = events(stream);
    REQUIRE_FALSE(whole.empty());
    for (std::size_t cut = 0; cut <= stream.size(); ++cut)
      CHECK(events(stream, {cut}) == whole);
  }
}

TEST_CASE("frames: random streams cut at random give the same events") {
  std::mt19937 random(6455);
  std::size_t heard = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string stream;
    for (auto frames = 1 + random() % 12; frames > 0; --frames)
      stream += some_frame(random);
    std::vector<std::size_t> cuts;
    for (std::size_t at = random() % 9; at < stream.size(); at += 1 + random() % 40)
      cuts.push_back(at);
    decoder d;
    d.limit_message(150);
    d.limit_fragments(5);
    const auto whole = events(stream, {}, d);
    REQUIRE(events(stream, cuts, d) == whole);
    heard += whole.size();
  }
  CHECK(heard > 3000);
}

TEST_CASE("frames: a whole message is a view into the bytes, not a copy") {
  decoder d;
  auto bytes = text("hello");
  std::span<char> rest(bytes);
  const auto event = d.next(rest);
  REQUIRE(event);
  CHECK(std::get<mitos::proto::websocket::text_frame>(*event).text.data() == bytes.data() + 6);
  CHECK(rest.empty());
}

TEST_CASE("frames: what was read is taken from the front, one event at a time") {
  decoder d;
  auto bytes = text("a") + ping("b");
  std::span<char> rest(bytes);
  REQUIRE(d.next(rest));
  CHECK(rest.size() == ping("b").size());
  REQUIRE(d.next(rest));
  CHECK(rest.empty());
  CHECK_FALSE(d.next(rest));
}

TEST_CASE("frames: a decoder is in a message from its first byte to its last, and in no other time") {
  decoder d;
  CHECK_FALSE(d.in_message());
  auto bytes = text("ab", false) + ping("c") + continuation("d");
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::span<char> one(bytes.data() + at, 1);
    while (d.next(one)) {
    }
    CHECK(d.in_message() == (at + 1 < bytes.size()));
  }
}

TEST_CASE("frames: any part of a control frame must become whole in time too") {
  const auto whole = ping("abc");
  for (std::size_t size = 1; size < whole.size(); ++size) {
    decoder d;
    auto part = whole.substr(0, size);
    std::span<char> bytes(part);
    CHECK_FALSE(d.next(bytes));
    CHECK(d.in_message());
  }
}

TEST_CASE("frames: after a violation no message is waited for") {
  decoder d;
  auto broken = text("a", false) + text("b");
  std::span<char> bytes(broken);
  REQUIRE(d.next(bytes));
  CHECK_FALSE(d.in_message());
}

TEST_CASE("frames: an idle decoder is small") { CHECK(sizeof(decoder) <= 104); }
