// Frames as bytes, without a socket.
#include "net/cluster_frames.hpp"

#include "tests/catch.hpp"

#include <vector>

using namespace mitos;

namespace {

constexpr std::size_t limit = std::size_t{4} * 1024 * 1024;

std::string bytes_of(net::frame_queue& queue) {
  std::string bytes;
  while (!queue.empty()) {
    bytes += queue.next();
    queue.sent(queue.next().size());
  }
  return bytes;
}

std::vector<std::string> sizes_in_turn() {
  std::vector<std::string> frames;
  char filler = 'a';
  for (std::size_t size : {0u, 1u, 3u, 4u, 5u, 4096u, 65535u, 65536u, 65537u, 0u, 200'000u, 7u})
    frames.emplace_back(size, filler++);
  return frames;
}

std::string header(std::size_t size) {
  const auto bytes = proto::cluster::encode_header(size);
  return {bytes.begin(), bytes.end()};
}

} // namespace

TEST_CASE("frames of every size come out of the queue as they went in, however they are cut") {
  for (std::size_t step : {1u, 3u, 4u, 5u, 1000u, 65536u, 1'000'000u}) {
    net::frame_queue queue;
    for (auto& frame : sizes_in_turn())
      queue.push(frame);
    const auto counted = queue.bytes();
    const auto bytes = bytes_of(queue);
    CHECK(bytes.size() == counted);
    net::frame_reader reader;
    std::vector<std::string> read;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      auto piece = std::string_view(bytes).substr(at, step);
      while (!piece.empty())
        if (auto frame = reader.next(piece, limit))
          read.push_back(*frame);
    }
    CHECK((read == sizes_in_turn()));
    CHECK_FALSE(reader.under_way());
  }
}

TEST_CASE("of a frame that is too large only the header is taken, and its size is known") {
  net::frame_reader reader;
  const auto said = header(0xffff'ffff) + "body";
  std::string_view bytes = said;
  CHECK_FALSE(reader.next(bytes, 4096));
  CHECK(reader.announced() == std::size_t{0xffff'ffff});
  CHECK(bytes == "body");
}

TEST_CASE("a frame of just the limit is taken, and one byte more is not") {
  for (std::size_t size : {4096u, 4097u}) {
    net::frame_reader reader;
    const auto said = header(size) + std::string(size, 'x');
    std::string_view bytes = said;
    CHECK(reader.next(bytes, 4096).has_value() == (size == 4096));
  }
}

TEST_CASE("a frame is under way from the first byte of its header to its last byte") {
  net::frame_reader reader;
  for (char c : header(2) + "x") {
    std::string_view bytes(&c, 1);
    CHECK_FALSE(reader.next(bytes, limit));
    CHECK(reader.under_way());
  }
  std::string_view last = "y";
  CHECK(reader.next(last, limit) == "xy");
  CHECK_FALSE(reader.under_way());
  CHECK_FALSE(reader.announced());
}

TEST_CASE("small frames are gathered in one piece, and a large one has its own") {
  net::frame_queue queue;
  for (int i = 0; i < 100; ++i)
    queue.push("small");
  CHECK(queue.next().size() == 900);
  queue.push(std::string(100'000, 'x'));
  queue.push("behind");
  CHECK(queue.next().size() == 904);
  queue.sent(904);
  CHECK(queue.next().size() == 100'000);
  queue.sent(50'000);
  CHECK(queue.next().size() == 50'000);
  queue.sent(50'000);
  CHECK(queue.next().size() == 10);
}

TEST_CASE("frames may be pushed while the first piece is half sent") {
  net::frame_queue queue;
  queue.push("one");
  queue.sent(5);
  queue.push("two");
  CHECK(queue.next() == "ne" + header(3) + "two");
  queue.clear();
  CHECK(queue.empty());
  CHECK(queue.next().empty());
  queue.push("three");
  CHECK(queue.next() == header(5) + "three");
}
