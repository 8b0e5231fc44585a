#include "proto/cluster/codec.hpp"
#include "tests/catch.hpp"

#include <string>
#include <vector>

using namespace mitos::proto::cluster;

namespace {

const node_info node{{1, 0xfedcba9876543210}, "a", {"::1", 7946}};

/// One of each kind.
std::vector<message> all() {
  return {hello{protocol_version, "mitos", node, 8192, 1 << 20, 1 << 22},
          refusal{"no"},
          welcome{1, 2, 3, true},
          members{{node, node}},
          leaving{},
          bye{9},
          interest{4, true, false, {1, ~std::uint64_t{0}}, {2}},
          interest_wanted{},
          events{5, {"{}", "", "[1]"}},
          credit{6},
          ping{7, 8, 9, 10},
          pong{7}};
}

} // namespace

TEST_CASE("every message between nodes is read as it was written") {
  REQUIRE(all().size() == std::variant_size_v<message>);
  for (const auto& said : all()) {
    const auto frame = encode(said);
    const auto read = decode(frame);
    REQUIRE(read);
    CHECK(read->index() == said.index());
    CHECK(encode(*read) == frame);
  }
  const auto frame = encode(all().front());
  CHECK(std::get<hello>(*decode(frame)).from == node);
}

TEST_CASE("a frame that is cut short, or longer than its message, is none") {
  for (const auto& said : all()) {
    const auto frame = encode(said);
    for (std::size_t size = 0; size < frame.size(); ++size)
      CHECK_FALSE(decode(std::string_view(frame).substr(0, size)));
    CHECK_FALSE(decode(frame + '\0'));
  }
  CHECK_FALSE(decode(std::string(1, static_cast<char>(std::variant_size_v<message>))));
  CHECK_FALSE(decode("\xff"));
}

TEST_CASE("a count that the frame has no room for costs no memory") {
  std::string frame = encode(interest{1, true, true, {7}, {}});
  const auto count_at = frame.size() - 4 - 8 - 4;
  frame.replace(count_at, 4, "\xff\xff\xff\xff");
  CHECK_FALSE(decode(frame));
}

TEST_CASE("a name that is no UTF-8, a magic that is another, a truth that is 2: no message") {
  CHECK_FALSE(decode(encode(refusal{"\xff"})));
  auto frame = encode(all().front());
  frame[1] = 'M';
  CHECK_FALSE(decode(frame));
  frame = encode(welcome{1, 2, 3, false});
  frame.back() = 2;
  CHECK_FALSE(decode(frame));
}

TEST_CASE("of a hello of another version, version and cluster are read, whatever follows") {
  hello other;
  other.version = 77;
  other.cluster = "blue";
  const auto read = decode(encode(other) + "something else");
  REQUIRE(read);
  CHECK(std::get<hello>(*read).version == 77);
  CHECK(std::get<hello>(*read).cluster == "blue");
}

TEST_CASE("events that are gathered are a frame of events") {
  events_encoder gathered(5);
  for (const auto* text : {"{}", "", "[1]"})
    gathered.add(text);
  CHECK(gathered.count() == 3);
  CHECK(gathered.finish() == encode(events{5, {"{}", "", "[1]"}}));
}

TEST_CASE("a header says how many bytes follow") {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{70'000}, std::size_t{0xffffffff}}) {
    const auto header = encode_header(size);
    CHECK(decode_header({header.data(), header.size()}) == size);
  }
}

TEST_CASE("topics have the same hash on every node, and different ones") {
  CHECK(topic_hash("news") == 0x3d16b1ed7dd99a4b);
  CHECK(topic_hash("news") != topic_hash("new"));
  CHECK(topic_hash("") != topic_hash(std::string_view("\0", 1)));
}

TEST_CASE("incarnations and addresses are written for people") {
  CHECK(to_text(node.id) == "0000000000000001fedcba9876543210");
  CHECK(to_text(node.at) == "[::1]:7946");
  CHECK(to_text(address{"a.example", 1}) == "a.example:1");
}
