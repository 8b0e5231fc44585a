#include "tests/catch.hpp"
#include "tests/proto/frame_maker.hpp"

#include <algorithm>

namespace {

using namespace mitos::tests;
using mitos::proto::websocket::decoder;
using lines = std::vector<std::string>;

const lines protocol_error{"violation 1002"};
const lines bad_utf8{"violation 1007"};
const lines too_big{"violation 1009"};
const lines too_many{"violation 1008"};

decoder limited(std::size_t bytes) {
  decoder d;
  d.limit_message(bytes);
  return d;
}

} // namespace

// The order is that of the Autobahn test suite: 1 framing, 2 pings, 3 reserved bits, 4 opcodes, 5
// fragmentation, 6 UTF-8, 7 closing, 9 limits.

TEST_CASE("RFC 6455 5.6: texts of every form of length are messages") {
  for (const std::size_t size : {0U, 1U, 125U, 126U, 127U, 128U, 65535U, 65536U, 65537U, 1U << 20U}) {
    const std::string payload(size, '*');
    CHECK(events(text(payload)) == lines{"text " + payload});
  }
}

TEST_CASE("RFC 6455 5.6: several messages in one piece come out in their order") {
  CHECK(events(text("a") + text("") + text("b")) == lines{"text a", "text ", "text b"});
}

TEST_CASE("RFC 6455 5.3: every key unmasks at every length") {
  for (const std::string& key :
       {std::string(4, '\0'), std::string("\x01\x02\x03\x04"), std::string("\xFF\x80\x7F\x01")})
    for (std::size_t size = 0; size < 40; ++size) {
      std::string payload;
      for (std::size_t i = 0; i < size; ++i)
        payload += static_cast<char>('a' + i % 26);
      CHECK(events(frame_maker{.payload = payload, .key = key}.bytes()) == lines{"text " + payload});
    }
}

TEST_CASE("P5: a binary message is told of as soon as its header is read, and once") {
  CHECK(events(binary("abc")) == lines{"binary"});
  CHECK(events(binary("")) == lines{"binary"});
  CHECK(events(binary("abc").substr(0, 6)) == lines{"binary"});
  CHECK(events(binary("abc").substr(0, 5)).empty());
  CHECK(events(binary("a", false) + continuation("b", false) + continuation("c") + text("d")) ==
        lines{"binary", "text d"});
}

TEST_CASE("a binary message's bytes are not kept, and what follows is read") {
  CHECK(events(binary(std::string(100'000, '\xFF')) + text("x")) == lines{"binary", "text x"});
}

TEST_CASE("RFC 6455 5.5.2: a ping comes with its payload of up to 125 bytes") {
  CHECK(events(ping()) == lines{"ping "});
  CHECK(events(ping("hello")) == lines{"ping hello"});
  CHECK(events(ping(std::string(125, '\xFE'))) == lines{"ping " + std::string(125, '\xFE')});
}

TEST_CASE("RFC 6455 5.5: a control frame of 126 bytes is a protocol error") {
  CHECK(events(ping(std::string(126, 'x'))) == protocol_error);
  CHECK(events(pong(std::string(126, 'x'))) == protocol_error);
  CHECK(events(closing(1000, std::string(124, 'x'))) == protocol_error);
}

TEST_CASE("RFC 6455 5.5.3: an unsolicited pong is a pong") {
  CHECK(events(pong("x") + pong() + ping("y")) == lines{"pong", "pong", "ping y"});
}

TEST_CASE("RFC 6455 5.2: any reserved bit is a protocol error, in every frame") {
  for (unsigned reserved = 1; reserved < 8; ++reserved)
    for (const unsigned code : {0U, 1U, 2U, 8U, 9U, 10U})
      CHECK(events(frame_maker{.code = code, .payload = "x", .reserved = reserved}.bytes()) ==
            protocol_error);
}

TEST_CASE("RFC 6455 5.2: every reserved opcode is a protocol error") {
  for (const unsigned code : {3U, 4U, 5U, 6U, 7U, 11U, 12U, 13U, 14U, 15U}) {
    CHECK(events(frame_maker{.code = code, .payload = "x"}.bytes()) == protocol_error);
    CHECK(events(text("a") + frame_maker{.code = code, .payload = ""}.bytes() + ping()) ==
          lines{"text a", "violation 1002"});
  }
}

TEST_CASE("RFC 6455 5.1: an unmasked frame is a protocol error") {
  CHECK(events(frame_maker{.code = 1, .payload = "x", .masked = false}.bytes()) == protocol_error);
  CHECK(events(frame_maker{.code = 9, .payload = "", .masked = false}.bytes()) == protocol_error);
}

TEST_CASE("RFC 6455 5.2: a length in more bytes than it needs is a protocol error") {
  for (const std::size_t size : {0U, 1U, 125U}) {
    CHECK(events(frame_maker{.payload = std::string(size, 'x'), .length_bytes = 2}.bytes()) ==
          protocol_error);
    CHECK(events(frame_maker{.payload = std::string(size, 'x'), .length_bytes = 8}.bytes()) ==
          protocol_error);
  }
  CHECK(events(frame_maker{.payload = std::string(126, 'x'), .length_bytes = 8}.bytes()) == protocol_error);
  CHECK(events(frame_maker{.payload = std::string(65535, 'x'), .length_bytes = 8}.bytes()) == protocol_error);
}

TEST_CASE("RFC 6455 5.2: a length of 2^63 or more is a protocol error, from its first byte") {
  CHECK(events(std::string("\x81\xFF\x80\0\0\0\0\0\0\0", 10)) == protocol_error);
  CHECK(events("\x81\xFF\xFF") == protocol_error);
  CHECK(events("\x81\xFF\x7F").empty());
}

TEST_CASE("RFC 6455 5.5: a fragmented control frame is a protocol error") {
  for (const unsigned code : {8U, 9U, 10U})
    CHECK(events(frame_maker{.code = code, .payload = "", .final = false}.bytes()) == protocol_error);
}

TEST_CASE("RFC 6455 5.4: fragments are one message") {
  CHECK(events(text("a", false) + continuation("b", false) + continuation("c")) == lines{"text abc"});
  CHECK(events(text("", false) + continuation("", false) + continuation("")) == lines{"text "});
  CHECK(events(text("", false) + continuation("x") + text("y")) == lines{"text x", "text y"});
}

TEST_CASE("RFC 6455 5.4: control frames may stand between fragments") {
  CHECK(events(text("a", false) + ping("1") + continuation("b", false) + pong() + ping("2") +
               continuation("c")) == lines{"ping 1", "pong", "ping 2", "text abc"});
}

TEST_CASE("RFC 6455 5.4: a close between fragments ends the message") {
  CHECK(events(text("a", false) + closing(1000) + continuation("b")) == lines{"close 1000 "});
}

TEST_CASE("RFC 6455 5.4: a continuation of nothing is a protocol error") {
  CHECK(events(continuation("x")) == protocol_error);
  CHECK(events(continuation("x", false)) == protocol_error);
  CHECK(events(text("a") + continuation("x")) == lines{"text a", "violation 1002"});
  CHECK(events(text("a", false) + continuation("b") + continuation("c")) ==
        lines{"text ab", "violation 1002"});
}

TEST_CASE("RFC 6455 5.4: a message inside a fragmented one is a protocol error") {
  CHECK(events(text("a", false) + text("b")) == protocol_error);
  CHECK(events(text("a", false) + binary("b")) == protocol_error);
  CHECK(events(binary("a", false) + text("b")) == lines{"binary", "violation 1002"});
}

TEST_CASE("RFC 6455 8.1: a text that is UTF-8 is a message, its characters cut by fragments or not") {
  const std::string payload = "\xCE\xBA\xE1\xBD\xB9\xCF\x83\xF0\x9F\x98\x80";
  CHECK(events(text(payload)) == lines{"text " + payload});
  for (std::size_t cut = 0; cut <= payload.size(); ++cut)
    CHECK(events(text(payload.substr(0, cut), false) + continuation(payload.substr(cut))) ==
          lines{"text " + payload});
}

TEST_CASE("P10: a text that is no UTF-8 closes with 1007") {
  for (const std::string payload :
       {"\xFF", "a\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xE0\x80\x80"})
    CHECK(events(text(payload)) == bad_utf8);
}

TEST_CASE("P10: a text that ends inside a character closes with 1007") {
  CHECK(events(text("a\xE2\x82")) == bad_utf8);
  CHECK(events(text("a\xE2", false) + continuation("\x82")) == bad_utf8);
  CHECK(events(text("a\xE2", false) + continuation("")) == bad_utf8);
}

TEST_CASE("frames: invalid UTF-8 fails fast, at the byte that cannot go on, inside a frame and a fragment") {
  const auto frame = text("abcd\xFF and more");
  CHECK(events(frame.substr(0, 6 + 4)).empty());
  CHECK(events(frame.substr(0, 6 + 5)) == bad_utf8);
  const auto surrogate = text("\xED\xA0\x80");
  CHECK(events(surrogate.substr(0, 6 + 1)).empty());
  CHECK(events(surrogate.substr(0, 6 + 2)) == bad_utf8);
  CHECK(events(text("ab\xC3", false) + continuation("x", false).substr(0, 7)) == bad_utf8);
}

TEST_CASE("RFC 6455 5.5.1: a close has its code and reason; an empty one has none") {
  CHECK(events(closing()) == lines{"close 1005 "});
  CHECK(events(closing(1000)) == lines{"close 1000 "});
  CHECK(events(closing(4400, "why \xC3\xA9")) == lines{"close 4400 why \xC3\xA9"});
  CHECK(events(closing(1000, std::string(123, 'x'))) == lines{"close 1000 " + std::string(123, 'x')});
}

TEST_CASE("RFC 6455 5.5.1: a close of one byte is a protocol error, whatever byte comes behind it") {
  const auto one_byte = frame_maker{.code = 8, .payload = "\x03"}.bytes();
  CHECK(events(one_byte) == protocol_error);
  CHECK(events(one_byte + "\xE8") == protocol_error);
}

TEST_CASE("frames: a valid close code is read, an invalid one is a protocol error") {
  for (const unsigned code :
       {1000U, 1001U, 1002U, 1003U, 1007U, 1011U, 1012U, 1014U, 3000U, 3999U, 4000U, 4999U})
    CHECK(events(closing(code)) == lines{"close " + std::to_string(code) + " "});
  for (const unsigned code :
       {0U, 999U, 1004U, 1005U, 1006U, 1015U, 1016U, 1100U, 2000U, 2999U, 5000U, 65535U})
    CHECK(events(closing(code)) == protocol_error);
}

TEST_CASE("frames: a close reason that is no UTF-8 closes with 1007") {
  CHECK(events(closing(1000, "\xFF")) == bad_utf8);
  CHECK(events(closing(1000, "a\xE2\x82")) == bad_utf8);
}

TEST_CASE("frames: after a close nothing is yielded, and the bytes are used up") {
  CHECK(events(closing(1000) + text("x") + ping() + closing(1001)) == lines{"close 1000 "});
  decoder d;
  auto first = closing(1000) + text("x");
  std::span<char> bytes(first);
  REQUIRE(d.next(bytes));
  CHECK_FALSE(d.next(bytes));
  CHECK(bytes.empty());
  CHECK_FALSE(d.in_message());
}

TEST_CASE("frames: after a violation nothing is yielded") {
  CHECK(events(continuation("x") + text("y") + ping()) == protocol_error);
}

TEST_CASE("P10: a message of the limit passes, one byte more closes with 1009") {
  CHECK(events(text("12345678"), {}, limited(8)) == lines{"text 12345678"});
  CHECK(events(text("123456789"), {}, limited(8)) == too_big);
  CHECK(events(text(std::string(1U << 20U, 'x')).substr(0, 100)).empty());
  CHECK(events(text(std::string((1U << 20U) + 1, 'x')).substr(0, 100)) == too_big);
}

TEST_CASE("frames: 1009 comes from the length alone, before a byte of the payload or its key") {
  CHECK(events(text("123456789").substr(0, 2), {}, limited(8)) == too_big);
  CHECK(events(text(std::string(300, 'x')).substr(0, 4), {}, limited(299)) == too_big);
  CHECK(events(std::string("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10)) == too_big);
}

TEST_CASE("frames: fragments count together against the limit, and a control frame between them does not") {
  CHECK(events(text("1234", false) + continuation("5678"), {}, limited(8)) == lines{"text 12345678"});
  CHECK(events(text("1234", false) + continuation("56789").substr(0, 2), {}, limited(8)) == too_big);
  CHECK(events(text("1234", false) + ping("123456789") + continuation("5678"), {}, limited(8)) ==
        lines{"ping 123456789", "text 12345678"});
}

TEST_CASE("frames: a binary message has the limit too") {
  CHECK(events(binary("123456789"), {}, limited(8)) == too_big);
}

TEST_CASE("frames: the message limit may be raised between messages") {
  auto d = limited(4);
  auto bytes = text("1234") + text("12345");
  std::span<char> rest(bytes);
  REQUIRE(d.next(rest));
  d.limit_message(5);
  const auto second = d.next(rest);
  REQUIRE(second);
  CHECK(std::get<mitos::proto::websocket::text_frame>(*second).text == "12345");
}

TEST_CASE("frames: 1 024 fragments are a message, one more closes with 1008") {
  std::string bytes = text("", false);
  for (int i = 0; i < 1022; ++i)
    bytes += continuation("", false);
  CHECK(events(bytes + continuation("x")) == lines{"text x"});
  CHECK(events(bytes + continuation("", false) + continuation("x")) == too_many);
}

TEST_CASE("frames: the limit of fragments is an option, counts each message anew and no control frames") {
  decoder d;
  d.limit_fragments(2);
  CHECK(events(text("a", false) + ping() + ping() + continuation("b") + text("c", false) + continuation("d"),
               {}, d) == lines{"ping ", "ping ", "text ab", "text cd"});
  CHECK(events(text("a", false) + continuation("b", false) + continuation("c"), {}, d) == too_many);
}
