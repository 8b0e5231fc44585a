#include "proto/websocket/frame.hpp"

#include "tests/catch.hpp"
#include "tests/proto/frame_maker.hpp"

namespace {

using namespace mitos::proto;
using namespace mitos::proto::websocket;

std::string header(std::size_t size, opcode code = opcode::text) {
  std::string out;
  append_header(out, code, size);
  return out;
}

std::string closing(const close_reason& reason) {
  std::string out;
  append_close(out, reason);
  return out;
}

} // namespace

TEST_CASE("RFC 6455 5.2: a header has as few length bytes as it needs") {
  CHECK(header(0) == std::string("\x81\0", 2));
  CHECK(header(125) == "\x81\x7D");
  CHECK(header(126) == std::string("\x81\x7E\0\x7E", 4));
  CHECK(header(65535) == "\x81\x7E\xFF\xFF");
  CHECK(header(65536) == std::string("\x81\x7F\0\0\0\0\0\x01\0\0", 10));
}

TEST_CASE("RFC 6455 5.2: a frame is final, unmasked and has its opcode") {
  std::string out = "before";
  append_frame(out, opcode::ping, "abc");
  append_frame(out, opcode::pong, "");
  CHECK(out == std::string("before\x89\x03"
                           "abc\x8A\0",
                           13));
}

TEST_CASE("RFC 6455 5.5.1: a close frame has its code and reason") {
  CHECK(closing({close_code::init_timeout, "late"}) == "\x88\x06\x11\x38late");
}

TEST_CASE("RFC 6455 7.4: a close frame without a code that may be sent is empty") {
  CHECK(closing({close_code::no_status}) == std::string("\x88\0", 2));
  CHECK(closing({close_code::abnormal, "x"}) == std::string("\x88\0", 2));
  CHECK(closing(close_reason(0, "x")) == std::string("\x88\0", 2));
}

TEST_CASE("P9: a close frame's payload is at most 125 bytes, also of a reason changed by hand") {
  close_reason reason(close_code::invalid_message, "");
  for (int i = 0; i < 100; ++i)
    reason.text += "\xC3\xA9";
  CHECK(closing(reason).size() == 2 + 2 + 122);
}

TEST_CASE("what is encoded is what a peer decodes, at every length") {
  for (const std::size_t size : {0U, 1U, 125U, 126U, 65535U, 65536U}) {
    std::string out;
    append_frame(out, opcode::text, std::string(size, 'x'));
    // As a client would send it: the mask bit, and a key of zeroes behind the length.
    const std::size_t header_size = out.size() - size;
    out[1] = static_cast<char>(static_cast<unsigned char>(out[1]) | 0x80U);
    out.insert(header_size, 4, '\0');
    CHECK(mitos::tests::events(out) == std::vector<std::string>{"text " + std::string(size, 'x')});
  }
}
