#include "tests/bench/load/outgoing.hpp"

#include <array>

namespace mitos::bench {

namespace {

constexpr std::array<char, 4> mask{0x37, 0x2a, 0x51, 0x0c};
constexpr std::uint8_t text_opcode = 1;
constexpr std::uint8_t pong_opcode = 10;
/// Of a published payload, its number included.
constexpr std::size_t payload_size = 200;

char masked(char c, std::size_t at) { return static_cast<char>(c ^ mask[at % mask.size()]); }

std::string header(std::uint8_t opcode, std::size_t size) {
  std::string head(1, static_cast<char>(0x80 | opcode));
  if (size < 126)
    return head += static_cast<char>(0x80 | size);
  head += static_cast<char>(0x80 | 126);
  head += static_cast<char>(size >> 8);
  return head += static_cast<char>(size & 0xff);
}

std::string object(std::string_view topic_key, std::string_view topic, std::string_view more = "") {
  return std::string("{\"").append(topic_key).append("\":\"").append(topic).append("\"").append(more).append(
      "}");
}

} // namespace

outgoing::outgoing(std::string_view text) : outgoing(text_opcode, text) {}

outgoing outgoing::pong(std::string_view payload) { return {pong_opcode, payload}; }

outgoing::outgoing(std::uint8_t opcode, std::string_view payload) : bytes_(header(opcode, payload.size())) {
  bytes_.append(mask.data(), mask.size());
  body_ = bytes_.size();
  bytes_ += payload;
  for (auto at = bytes_.find(number_mark); at != std::string::npos; at = bytes_.find(number_mark, at + 1))
    numbers_.push_back(at);
  for (auto i = body_; i < bytes_.size(); ++i)
    bytes_[i] = masked(bytes_[i], i - body_);
}

void outgoing::append_to(std::string& out, std::uint32_t number) const {
  const auto start = out.size();
  out += bytes_;
  for (const auto at : numbers_)
    for (std::size_t i = 0; i < number_mark.size(); ++i)
      out[start + at + i] = masked("0123456789abcdef"[number >> (28 - 4 * i) & 15], at + i - body_);
}

outgoing subscribe(std::string_view query, std::string_view variables) {
  std::string text = R"({"id":")";
  text.append(number_mark).append(R"(","type":"subscribe","payload":{"query":")").append(query);
  return outgoing(text.append(R"(","variables":)").append(variables).append("}}"));
}

outgoing queries_node() { return subscribe("query { node { name } }"); }

outgoing publishes(std::string_view topic) {
  const auto payload =
      "#" + std::string(number_mark) + std::string(payload_size - 1 - number_mark.size(), 'x');
  return subscribe(
      "mutation($topic: String!, $payload: JSON!) { publish(topic: $topic, payload: $payload) { id } }",
      object("topic", topic, ",\"payload\":\"" + payload + "\""));
}

outgoing listens_to(std::string_view topic) {
  return subscribe("subscription($name: String!) { topic(name: $name) { payload } }", object("name", topic));
}

outgoing counts_down(std::uint32_t from) {
  return subscribe("subscription($from: Int!) { countdown(from: $from, every: 0) }",
                   "{\"from\":" + std::to_string(from) + "}");
}

outgoing completes() { return outgoing(R"({"id":")" + std::string(number_mark) + R"(","type":"complete"})"); }
outgoing initialises() { return outgoing(R"({"type":"connection_init"})"); }
outgoing pings() { return outgoing(R"({"type":"ping"})"); }

} // namespace mitos::bench
